import { z } from "zod";
import { isProblem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import {
  checkUploadSize,
  findHeldContents,
  findRoom,
  findUsableContents,
  type Repository,
  requireRoom,
} from "../../repositories/index.ts";
import { type Link, signLink } from "./object-links.ts";
import { openParts, PARTS_FROM_BYTES } from "./object-parts.ts";

const MAX_OBJECTS = 10_000;

export const Batch = z.object({
  operation: z.enum(["upload", "download"]),
  // JavaScript clients write it with an underscore.
  hash_algo: z.enum(["sha256", "sha_256"], "must be sha256").nullish(),
  transfers: z.array(z.string()).max(20).nullish(),
  // What is wrong with one object is answered beside it.
  objects: z.array(z.object({ oid: z.string(), size: z.number() })).max(MAX_OBJECTS),
});
export type BatchObject = z.infer<typeof Batch>["objects"][number];

/**
 * Answers a batch object by object: what is wrong with one never fails the others. An object that
 * the actor may already use has no `actions` at all, which every client reads as "sent".
 * Source: git-lfs docs/api/batch.md.
 */
export async function answerBatch(
  ctx: RequestContext,
  repository: Repository,
  { operation, objects, transfers }: z.output<typeof Batch>,
) {
  const oids = objects.map((object) => object.oid).filter((oid) => isSha256(oid));
  const stored =
    operation === "upload"
      ? await findUsableContents(ctx, repository, oids)
      : await findHeldContents(ctx, repository, oids);
  const answerOne = operation === "upload" ? answerUpload : answerDownload;
  const quota = operation === "upload" ? await openQuota(ctx, repository) : noQuota;
  const takesParts = transfers?.includes("multipart") === true;
  const answers = [];
  for (const object of objects) {
    const storedBytes = stored.get(object.oid)?.sizeBytes;
    answers.push(await answerOne({ ctx, repository, object, quota, storedBytes, takesParts }));
  }
  return { transfer: "basic", hash_algo: "sha256", objects: answers };
}

type Asked = {
  ctx: RequestContext;
  repository: Repository;
  object: BatchObject;
  /** Size of the content that is stored under this hash, for those who may know of it. */
  storedBytes: number | undefined;
  /** Counts an object that will be sent. @throws {Problem} `quota-exceeded`. */
  quota: (sizeBytes: number) => void;
  /** The client knows how to send a large object in parts. */
  takesParts: boolean;
};

/** The objects of one batch share what is left of the owner's quota. */
async function openQuota(ctx: RequestContext, repository: Repository): Promise<Asked["quota"]> {
  const room = await findRoom(ctx, repository);
  let neededBytes = 0;
  return (sizeBytes) => {
    requireRoom(room, repository, neededBytes + sizeBytes);
    neededBytes += sizeBytes;
  };
}

const noQuota: Asked["quota"] = () => {};

async function answerUpload({ ctx, repository, object, storedBytes, quota, takesParts }: Asked) {
  const wrong = findFault(object);
  if (wrong !== undefined) return { ...object, error: { code: 422, message: wrong } };
  if (storedBytes === object.size) return { ...object };
  if (storedBytes !== undefined) {
    return {
      ...object,
      error: { code: 422, message: `size: the object has ${storedBytes} bytes` },
    };
  }
  const verify = signLink(ctx, linkTo("verify", { ctx, repository, object }));
  try {
    checkUploadSize(ctx, repository, { path: object.oid, sizeBytes: object.size });
    if (takesParts && object.size >= PARTS_FROM_BYTES) {
      const base = linkTo("complete", { ctx, repository, object });
      const upload = await openParts(ctx, { repository, link: base });
      return { ...object, authenticated: true, actions: { upload, verify } };
    }
    quota(object.size);
  } catch (error) {
    if (!isProblem(error)) throw error;
    return { ...object, error: { code: 422, message: error.detail } };
  }
  const link = signLink(ctx, linkTo("upload", { ctx, repository, object }));
  return { ...object, authenticated: true, actions: { upload: link, verify } };
}

async function answerDownload({ ctx, repository, object, storedBytes }: Asked) {
  const wrong = findFault(object);
  if (wrong !== undefined) return { ...object, error: { code: 422, message: wrong } };
  if (storedBytes === undefined) {
    return { ...object, error: { code: 404, message: "This object is not in the repository" } };
  }
  const link = signLink(ctx, linkTo("download", { ctx, repository, object }));
  return { ...object, authenticated: true, actions: { download: link } };
}

function linkTo(
  operation: Link["operation"],
  { ctx, repository, object }: Pick<Asked, "ctx" | "repository" | "object">,
): Link {
  return {
    operation,
    repositoryId: repository.id,
    oid: object.oid,
    sizeBytes: object.size,
    account: ctx.viewer.kind === "account" ? ctx.viewer.name : null,
  };
}

function findFault({ oid, size }: BatchObject): string | undefined {
  if (!isSha256(oid)) return "oid: must be 64 lower-case hex digits";
  if (!Number.isSafeInteger(size) || size < 0) return "size: must be a whole number of bytes";
  return undefined;
}

function isSha256(oid: string): boolean {
  return /^[0-9a-f]{64}$/.test(oid);
}

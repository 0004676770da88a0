import type { FileDiff } from "#contract/repositories/diff-comparison.ts";
import { isProblem } from "#contract/problems.ts";
import type { Context } from "../../../context.ts";
import type { OpenFile } from "../../reading/entry.ts";
import { throwMissing } from "../../reading/find-entries.ts";
import { openFile } from "../../reading/open-file.ts";
import { resolveRevision } from "../../reading/resolve-revision.ts";
import type { Repository } from "../../repository.ts";
import { previewOf } from "../preview-of.ts";
import { isShardIndex } from "../tensors/tensor-names.ts";
import { diffInThread } from "./diff-threads.ts";
import { isBinary } from "./split-text.ts";

type Comparison = {
  revision: string;
  path: string;
  base: string;
  basePath?: string | undefined;
  context: number;
  /** Ends the work when nobody waits for it any more. */
  signal?: AbortSignal | undefined;
};

type Sides = { before: OpenFile | undefined; after: OpenFile | undefined };
type Outcome = Pick<FileDiff, "kind" | "refusal" | "text">;

const HEAD_BYTES = 8192;

/**
 * One file at two revisions. Pictures and tensors are for others to compare; texts are compared
 * here up to the size of previews.
 * @throws {Problem} `revision-not-found`; `entry-not-found` when neither side has the file.
 */
export async function compareFile(
  ctx: Pick<Context, "config" | "db" | "store">,
  repository: Pick<Repository, "id" | "defaultBranch">,
  { revision, path, base, basePath = path, context, signal }: Comparison,
): Promise<FileDiff> {
  const commit = await resolveRevision(ctx, repository, revision);
  const baseCommit = await resolveRevision(ctx, repository, base);
  const [before, after] = await Promise.all([
    findFile(ctx, repository, { commit: baseCommit, path: basePath }),
    findFile(ctx, repository, { commit, path }),
  ]);
  if (before === undefined && after === undefined) throwMissing({ commit, path });
  const limitBytes = ctx.config.limits.previewBytes;
  const outcome = await compare({ before, after }, { path, context, limitBytes, signal });
  return { commit, baseCommit, before: sideOf(before), after: sideOf(after), ...outcome };
}

async function compare(
  { before, after }: Sides,
  {
    path,
    context,
    signal,
    limitBytes,
  }: Pick<Comparison, "path" | "context" | "signal"> & {
    limitBytes: number;
  },
): Promise<Outcome> {
  if (before?.etag === after?.etag) return { kind: "same", refusal: null, text: null };
  const other = otherKindOf(path, limitBytes);
  if (other !== undefined) return { kind: other, refusal: null, text: null };
  const files = [before, after].filter((file) => file !== undefined);
  const heads = await Promise.all(files.map((file) => readBytes(file, HEAD_BYTES)));
  if (heads.some(isBinary)) return refuse("binary");
  if (files.some(({ sizeBytes }) => sizeBytes > limitBytes)) return refuse("too-large");
  const [old, fresh] = await Promise.all([
    before && readBytes(before, limitBytes),
    after && readBytes(after, limitBytes),
  ]);
  if ([old, fresh].some((bytes) => bytes !== undefined && isBinary(bytes))) return refuse("binary");
  const text = await diffInThread({ before: old, after: fresh, context }, { gone: signal });
  return typeof text === "string" ? refuse(text) : { kind: "text", refusal: null, text };
}

/** By its name, as the page shows it. An index of tensors is read as the text that it is. */
function otherKindOf(path: string, limitBytes: number): "image" | "tensors" | undefined {
  const { preview } = previewOf({ path, sizeBytes: 0 }, limitBytes);
  if (isShardIndex(path)) return undefined;
  return preview === "image" || preview === "tensors" ? preview : undefined;
}

function refuse(refusal: FileDiff["refusal"]): Outcome {
  return { kind: "other", refusal, text: null };
}

async function readBytes(file: OpenFile, limitBytes: number): Promise<Buffer> {
  const range = { start: 0, end: Math.min(file.sizeBytes, limitBytes) };
  return Buffer.concat(await Array.fromAsync(file.read(range)));
}

function sideOf(file: OpenFile | undefined): FileDiff["before"] {
  return file === undefined ? null : { path: file.entry.path, sizeBytes: file.sizeBytes };
}

async function findFile(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id">,
  at: { commit: string; path: string },
): Promise<OpenFile | undefined> {
  try {
    return await openFile(ctx, repository, at);
  } catch (error) {
    if (isProblem(error, "entry-not-found")) return undefined;
    throw error;
  }
}

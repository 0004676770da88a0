import { z } from "zod";
import { Sha256 } from "#contract/fields.ts";
import { requireAccount } from "../../accounts/index.ts";
import {
  listStoredFiles,
  purgeFiles,
  requireRepository,
  shareContents,
} from "../../repositories/index.ts";
import { kindOfType, splitFullName } from "../address.ts";
import { parseBody } from "../parse-body.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryNumber, queryValue } from "./query.ts";

const PAGE = 1000;
/** Python asks for 500 files a call. */
const MAX_FILES = 1000;

/** Large files of all revisions, and their copies in other repositories. */
export function lfsFileRoutes(hub: Hub): void {
  onEachType(hub, { method: "GET", path: "/lfs-files", right: "write", answer: listFiles });
  onEachType(hub, {
    method: "POST",
    path: "/lfs-files/batch",
    right: "manage",
    answer: deleteFiles,
  });
  onEachType(hub, {
    method: "POST",
    path: "/lfs-files/duplicate",
    right: "read",
    answer: shareFiles,
  });
}

/** `fileOid` is what clients delete a file by; here it is the SHA-256 too. */
async function listFiles(call: RepositoryCall) {
  const { ctx, repository, request } = call;
  const page = await listStoredFiles(ctx, repository, {
    cursor: queryValue(request, "cursor"),
    limit: queryNumber(request, "limit", { fallback: PAGE, max: PAGE }),
  });
  linkNextPage(call, ctx.baseUrl, page.nextCursor);
  return page.items.map(({ path, sha256, sizeBytes, isCurrent, addedAt }) => ({
    fileOid: sha256,
    oid: sha256,
    filename: path,
    size: sizeBytes,
    pushedAt: addedAt,
    ...(isCurrent ? { ref: `refs/heads/${repository.defaultBranch}` } : {}),
  }));
}

const Batch = z.object({
  deletions: z.object({
    sha: z.array(Sha256).max(MAX_FILES),
    rewriteHistory: z.boolean().default(true),
  }),
});

/**
 * For good: `rewriteHistory` also takes the files from the default branch, by a commit. Commits keep
 * their ids; what they show of these files can be read no more.
 */
async function deleteFiles({ ctx, repository, request }: RepositoryCall) {
  const { sha, rewriteHistory } = parseBody(Batch, request.body).deletions;
  const { files } = await purgeFiles(ctx, repository, { sha256s: sha, deletes: rewriteHistory });
  return { success: true, deleted: files };
}

const Share = z.object({
  target: z.object({ type: z.string().nullish(), name: z.string().max(300) }),
  files: z
    .array(
      z.object({
        sha256: Sha256,
        xetHash: z.string().max(64).nullish(),
        filename: z.string().max(4096).nullish(),
      }),
    )
    .max(MAX_FILES),
});

/** Asked of the repository that has the files, before they are committed to another one. */
async function shareFiles({ ctx, repository, request }: RepositoryCall) {
  const { target, files } = parseBody(Share, request.body);
  const { name: ownName } = requireAccount(ctx);
  const address = { kind: kindOfType(target.type), ...splitFullName(target.name, null, ownName) };
  const to = await requireRepository(ctx, address, "write");
  const hashes = files.map(({ sha256 }) => sha256);
  const held = await shareContents(ctx, { from: repository, to }, hashes);
  const { shared = [], missing = [] } = Object.groupBy(files, ({ sha256 }) =>
    held.has(sha256) ? "shared" : "missing",
  );
  return {
    success: shared,
    failed: missing.map((file) => ({ ...file, error: "This file is not in the repository" })),
  };
}

import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import type { ChangedPath } from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import type { Repository } from "../repository.ts";
import { findHeld } from "../store/contents.ts";
import { findPurgedBlobs } from "../store/purges.ts";

const NAMED_PATHS = 20;

/** The files that would come back without their bytes, for these were purged. */
export async function findUnreadable(
  ctx: { db: Database; store: Context["store"] },
  { id }: Pick<Repository, "id">,
  changes: readonly ChangedPath[],
): Promise<string[]> {
  const coming = changes.flatMap(({ path, after }) => (after ? [{ path, oid: after.oid }] : []));
  const oids = coming.map(({ oid }) => oid);
  const blobs = await readObjectsOf(ctx, id).describeBlobs(oids);
  const hashes = [...blobs.values()].flatMap(({ pointer }) => (pointer ? [pointer.sha256] : []));
  const held = new Set((await findHeld(ctx.db, id, [...new Set(hashes)])).map((row) => row.sha256));
  const purged = new Set(await findPurgedBlobs(ctx.db, id, oids));
  return coming.flatMap(({ path, oid }) => {
    const pointer = blobs.get(oid)?.pointer;
    const isLost = purged.has(oid) || (pointer !== undefined && !held.has(pointer.sha256));
    return isLost ? [path] : [];
  });
}

/** @throws {Problem} `content-purged` naming files of the change whose bytes are gone. */
export async function requireReadable(
  ctx: { db: Database; store: Context["store"] },
  repository: Pick<Repository, "id">,
  changes: readonly ChangedPath[],
): Promise<void> {
  const lost = await findUnreadable(ctx, repository, changes);
  if (lost.length === 0) return;
  const named = lost.slice(0, NAMED_PATHS);
  throw problem("content-purged", {
    detail: `${lost.length} files cannot be restored, for their content was purged: ${named.join(", ")}`,
    hint: "Restore other files or folders one by one",
    extra: { paths: named },
  });
}

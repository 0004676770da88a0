import type { Context } from "../../context.ts";
import { diffTrees } from "../../platform/git/index.ts";
import { type ObjectReader, readObjectsOf } from "../objects/object-reader.ts";
import { findCommit } from "../store/commits.ts";
import { insertScans } from "./store/queue.ts";

export type RegisteredMove = { repositoryId: number; before: string | null; after: string | null };

const BATCH = 2000;

/** Queues what a ref's move has brought: files that were scanned before are not queued again. */
export async function registerFiles(
  ctx: Pick<Context, "db" | "store">,
  { repositoryId, before, after }: RegisteredMove,
): Promise<void> {
  const reader = readObjectsOf(ctx, repositoryId);
  const target = await treeOf(ctx, repositoryId, after);
  if (target === undefined) return;
  const trees = { before: await treeOf(ctx, repositoryId, before), after: target };
  let oids: string[] = [];
  for await (const { after: entry } of diffTrees(reader, trees)) {
    if (entry === undefined) continue;
    oids.push(entry.oid);
    if (oids.length < BATCH) continue;
    await register(ctx, { repositoryId, reader, oids });
    oids = [];
  }
  await register(ctx, { repositoryId, reader, oids });
}

/** A commit that history has been rewritten without is gone with what it brought. */
async function treeOf(
  { db }: Pick<Context, "db">,
  repositoryId: number,
  commit: string | null,
): Promise<string | undefined> {
  if (commit === null) return undefined;
  return (await findCommit(db, repositoryId, commit))?.treeOid ?? undefined;
}

type Batch = { repositoryId: number; reader: ObjectReader; oids: readonly string[] };

async function register(
  { db }: Pick<Context, "db">,
  { repositoryId, reader, oids }: Batch,
): Promise<void> {
  const blobs = [...(await reader.describeBlobs(oids))];
  await insertScans(db, repositoryId, {
    oids: blobs.flatMap(([oid, { pointer }]) => (pointer === undefined ? [oid] : [])),
    sha256s: blobs.flatMap(([, { pointer }]) => (pointer === undefined ? [] : [pointer.sha256])),
  });
}

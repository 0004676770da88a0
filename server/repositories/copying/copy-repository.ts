import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { markReachable } from "../collecting/mark-reachable.ts";
import type { Repository } from "../repository.ts";
import type { Viewed } from "../withholding/withheld.ts";
import { requireWithinQuota } from "../storage/quota.ts";
import { refreshContents } from "../store/contents.ts";
import {
  type Copy,
  copyObjects,
  copyState,
  listMarkedPacked,
  listNamedContents,
} from "../store/copies.ts";
import { insertEdges } from "../store/edges.ts";
import { countIn, markLost } from "../store/ledger.ts";
import { insertPack } from "../store/objects.ts";
import * as repositories from "../store/repositories.ts";
import { forgetMarks } from "../store/sweeps.ts";
import { announceCopy } from "./announce-copy.ts";
import { type CopiedPack, copyPacks } from "./copy-packs.ts";

/** What was written to the store before the copy itself, which holds locks, begins. */
type PreparedCopy = { packs: readonly CopiedPack[] };

/**
 * Writes the small files that lie in packs of the store for a copy: the one part of it that moves
 * bytes, done while others go on.
 * @throws {Problem} `file-closed` where a part of it is withheld from the viewer.
 */
export async function prepareCopy(
  ctx: Pick<RequestContext, "db" | "store">,
  { id: from, withheld }: Viewed,
): Promise<PreparedCopy> {
  if (withheld !== undefined) {
    throw problem("file-closed", { detail: "A part of this repository waits for a reviewer" });
  }
  const marks = newPublicId();
  const blobs = await withTransaction(ctx.db, async (trx) => {
    await markReachable(trx, { sweep: marks, repositoryId: from });
    const found = await listMarkedPacked(trx, { from, marks });
    await forgetMarks(trx, marks);
    return found;
  });
  return { packs: await copyPacks(ctx, blobs) };
}

/**
 * Gives a new, empty repository the branches, tags and history of another one. Large files are
 * named by both, so none of their bytes is copied; they count for the new owner as any others do.
 * @throws {Problem} `quota-exceeded`; `not-found` when the first one was deleted meanwhile.
 */
export async function copyRepository(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { from, to, prepared }: { from: Repository; to: Repository; prepared: PreparedCopy },
): Promise<void> {
  // What is reachable stays, and no ref moves, until the copy is whole.
  if ((await repositories.lock(trx, from.id)) === undefined) throw problem("not-found");
  const copy: Copy = { from: from.id, to: to.id, marks: newPublicId() };
  await markReachable(trx, { sweep: copy.marks, repositoryId: from.id });
  const packBytes = await copyPackedBlobs(ctx, trx, { copy, prepared });
  const inlineBytes = await copyObjects(trx, copy);
  await copyState(trx, copy);
  await forgetMarks(trx, copy.marks);
  const contents = await listNamedContents(trx, copy);
  const ids = contents.map(({ id }) => id);
  await refreshContents(trx, ids);
  const contentIds = await insertEdges(trx, to.id, contents);
  await announceCopy(ctx, trx, to);
  const gitBytes = packBytes + inlineBytes;
  requireWithinQuota(ctx, to, await countIn(trx, to, { contentIds, gitBytes }));
}

/** @returns the bytes of the packs. */
async function copyPackedBlobs(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { copy, prepared }: { copy: Copy; prepared: PreparedCopy },
): Promise<number> {
  const wanted = await listMarkedPacked(trx, copy);
  const isPrepared = new Set(prepared.packs.flatMap(({ blobs }) => blobs.map(({ oid }) => oid)));
  // A commit came in between, and brought some more; or a branch went, and took some away.
  const late = wanted.filter(({ oid }) => !isPrepared.has(oid));
  if (wanted.length - late.length < isPrepared.size) await markLost(trx, copy.to);
  const packs = [...prepared.packs, ...(await copyPacks(ctx, late))];
  for (const pack of packs) await insertPack(trx, copy.to, pack);
  return packs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

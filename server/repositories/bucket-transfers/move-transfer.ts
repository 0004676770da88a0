import { problem } from "#contract/problems.ts";
import type { Transfer, TransferState } from "#contract/repositories/transfer.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { isStorable } from "../rules/paths.ts";
import { presentTransfer } from "./present-transfer.ts";
import { requireTransferRoom } from "./start-transfer.ts";
import { findTransfer, forgetTotals, type TransferRow, updateState } from "./store/transfers.ts";
import { runTransferJob } from "./transfer-jobs.ts";

/** Whether a transfer is one that the caller may know of. */
export type IsTheirs = (transfer: TransferRow) => boolean;

/** Ends what waits or runs; the run hears of it within a second. */
export function cancelTransfer(ctx: RequestContext, id: string, isTheirs: IsTheirs) {
  return moveTransfer(ctx, { id, isTheirs, from: ["queued", "running"] }, async (trx, { id }) => {
    await updateState(trx, id, { state: "cancelled", at: ctx.now() });
  });
}

/** Runs what has failed, or was cancelled, again: a delivery goes on, an import lists its source anew. */
export function retryTransfer(ctx: RequestContext, id: string, isTheirs: IsTheirs) {
  return moveTransfer(ctx, { id, isTheirs, from: ["failed", "cancelled"] }, async (trx, row) => {
    await requireTransferRoom(trx, row.accountId);
    await updateState(trx, row.id, { state: "queued", at: ctx.now() });
    if (row.direction === "import") await forgetTotals(trx, row.id);
    await ctx.jobs.enqueue(trx, runTransferJob, { id: row.id });
  });
}

type Move = { id: string; isTheirs: IsTheirs; from: readonly TransferState[] };

async function moveTransfer(
  ctx: RequestContext,
  { id, isTheirs, from }: Move,
  move: (trx: DatabaseTransaction, row: TransferRow) => Promise<void>,
): Promise<Transfer> {
  return withTransaction(ctx.db, async (trx) => {
    const row = await requireTransfer({ ...ctx, db: trx }, id, isTheirs);
    if (!from.includes(row.state)) {
      throw problem("transfer-state-wrong", {
        detail: `It is ${row.state}; only what is ${from.join(" or ")} can be changed so`,
        extra: { state: row.state },
      });
    }
    await move(trx, row);
    return presentTransfer(await requireTransfer({ ...ctx, db: trx }, id, isTheirs));
  });
}

/** @throws {Problem} `transfer-not-found`, also for what is not theirs. */
export async function requireTransfer(
  ctx: Pick<RequestContext, "db">,
  id: string,
  isTheirs: IsTheirs,
): Promise<TransferRow> {
  const row = isStorable(id) ? await findTransfer(ctx.db, id) : undefined;
  if (row !== undefined && isTheirs(row)) return row;
  throw problem("transfer-not-found", { detail: `There is no ${id}` });
}

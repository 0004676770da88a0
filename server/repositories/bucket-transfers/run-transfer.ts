import { getSystemViewer } from "../../accounts/index.ts";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { failTransfer } from "./fail-transfer.ts";
import { beatRun, claimRun, findNextOf, releaseRun } from "./store/runs.ts";
import { findTransfer, type TransferRow } from "./store/transfers.ts";
import { runTransferJob } from "./transfer-jobs.ts";
import { RunEndedError, type TransferRun } from "./transfer-run.ts";

const BEAT_MS = 1000;

export type TransferWork = (run: TransferRun) => Promise<void>;

/**
 * Carries one transfer on as far as this process can: to its end, or until it is cancelled, or the
 * server stops and another one goes on. What it is told stands in the row, and nothing else counts.
 */
export async function runTransfer(
  ctx: Context,
  { id, signal }: { id: number; signal: AbortSignal },
  workOf: (row: TransferRow) => TransferWork,
): Promise<void> {
  const publicId = await claimRun(ctx.db, id);
  const row = publicId === undefined ? undefined : await findTransfer(ctx.db, publicId);
  if (row === undefined) return;
  const ended = new AbortController();
  const { attempt, doneFiles, doneBytes, skippedFiles } = row;
  const run = {
    row,
    key: { id, attempt },
    signal: AbortSignal.any([signal, ended.signal]),
    progress: { doneFiles, doneBytes, skippedFiles },
  };
  const beatOnce = async () => {
    if (!(await beatRun(ctx.db, run.key, run.progress))) ended.abort(new RunEndedError());
  };
  const beat = setInterval(() => {
    beatOnce().catch((error: unknown) => {
      ctx.log.warn({ err: error, transfer: publicId }, "no beat written");
    });
  }, BEAT_MS);
  try {
    const viewer = await getSystemViewer(ctx.db, row.accountPublicId);
    await workOf(row)({ ...run, ctx: actingContext(ctx, { run, viewer }) });
  } catch (error) {
    const isOver = error instanceof RunEndedError || ended.signal.aborted;
    if (!isOver && signal.aborted) await releaseRun(ctx.db, run.key);
    else if (!isOver) await failTransfer(ctx, run, error);
  } finally {
    clearInterval(beat);
  }
  if (!signal.aborted) await pushNext(ctx, row.accountId);
}

/** Where one of an account's has ended, the next one may run. */
async function pushNext(ctx: Context, accountId: number): Promise<void> {
  const id = await findNextOf(ctx.db, accountId);
  if (id === undefined) return;
  await withTransaction(ctx.db, (trx) => ctx.jobs.enqueue(trx, runTransferJob, { id }));
}

type Acting = {
  run: Pick<TransferRun, "row" | "signal">;
  viewer: TransferRun["ctx"]["viewer"];
};

function actingContext(ctx: Context, { run, viewer }: Acting): TransferRun["ctx"] {
  return {
    ...ctx,
    viewer,
    requestId: run.row.publicId,
    ipAddress: "",
    // No request says by which name people reach the gallery.
    baseUrl: ctx.config.url ?? `http://localhost:${ctx.config.port}`,
    signal: run.signal,
  };
}

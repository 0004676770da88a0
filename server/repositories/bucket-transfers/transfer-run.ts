import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { endRun, type Progress, type RunKey } from "./store/runs.ts";
import type { TransferRow } from "./store/transfers.ts";

/** Somebody has cancelled the run, or another process has taken it over. */
export class RunEndedError extends Error {
  override name = "RunEndedError";
}

/** One attempt at an import or a delivery. */
export type TransferRun = {
  /** As the account whose transfer it is, with the run's signal. */
  ctx: RequestContext;
  row: TransferRow;
  key: RunKey;
  signal: AbortSignal;
  /** Counted by who does the work, written down once a second. */
  progress: Progress;
};

/**
 * In the transaction in which the work becomes visible: it does so if and only if the run is still
 * the one that counts. @throws {RunEndedError}
 */
export async function finishRun(
  trx: DatabaseTransaction,
  { ctx, key, progress }: TransferRun,
  commit: string,
): Promise<void> {
  if (await endRun(trx, key, { commit, progress, at: ctx.now() })) return;
  throw new RunEndedError();
}

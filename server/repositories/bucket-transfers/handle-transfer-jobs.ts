import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { runDelivery } from "../deliveries/run-delivery.ts";
import { runImport } from "../imports/run-import.ts";
import { runTransfer } from "./run-transfer.ts";
import { findStalled } from "./store/runs.ts";
import { resumeTransfersJob, runTransferJob } from "./transfer-jobs.ts";

const BATCH = 100;

/** Names the handlers; call before `jobs.start`. */
export function handleTransferJobs(ctx: Context): void {
  ctx.jobs.handle(runTransferJob, ({ id }, { signal }) => runOneTransfer(ctx, id, signal));
  ctx.jobs.handle(resumeTransfersJob, () => resumeTransfers(ctx));
}

/** Carries a transfer on, whatever it is. */
export function runOneTransfer(ctx: Context, id: number, signal: AbortSignal): Promise<void> {
  return runTransfer(ctx, { id, signal }, ({ direction }) =>
    direction === "import" ? runImport : runDelivery,
  );
}

async function resumeTransfers(ctx: Context): Promise<void> {
  const stalled = await findStalled(ctx.db, BATCH);
  await withTransaction(ctx.db, async (trx) => {
    for (const id of stalled) await ctx.jobs.enqueue(trx, runTransferJob, { id });
  });
}

import type { Transfer } from "#contract/repositories/transfer.ts";
import type { TestContext } from "../../testing/context.ts";
import { runOneTransfer } from "../bucket-transfers/handle-transfer-jobs.ts";
import { presentTransfer } from "../bucket-transfers/present-transfer.ts";
import { findTransfer } from "../bucket-transfers/store/transfers.ts";

/** Does what a worker would do with a transfer. @returns how it stands then. */
export async function runToItsEnd(
  ctx: TestContext,
  { id }: Pick<Transfer, "id">,
  signal = new AbortController().signal,
): Promise<Transfer> {
  const row = await findTransfer(ctx.db, id);
  if (row === undefined) throw new Error(`there is no transfer ${id}`);
  await runOneTransfer(ctx, row.id, signal);
  return look(ctx, { id });
}

export async function look(ctx: TestContext, { id }: Pick<Transfer, "id">): Promise<Transfer> {
  const row = await findTransfer(ctx.db, id);
  if (row === undefined) throw new Error(`there is no transfer ${id}`);
  return presentTransfer(row);
}

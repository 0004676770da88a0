import { setTimeout as wait } from "node:timers/promises";
import type { Transfer } from "#contract/repositories/transfer.ts";
import type { TestContext } from "./context.ts";

const TRIES = 600;
const PAUSE_MS = 50;

/** What a transfer has become when the workers, which the test has started, are through with it. */
export async function runTransfer(
  ctx: TestContext,
  { id }: Pick<Transfer, "id">,
): Promise<Pick<Transfer, "state" | "dataset" | "doneFiles" | "failure">> {
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await ctx.db
      .selectFrom("bucket_transfers")
      .select(["state", "dataset_name", "done_files", "failure"])
      .where("public_id", "=", id)
      .executeTakeFirstOrThrow();
    const state = row.state as Transfer["state"];
    if (!["queued", "running"].includes(state)) {
      const failure = row.failure as Transfer["failure"];
      return { state, dataset: row.dataset_name, doneFiles: row.done_files, failure };
    }
    await wait(PAUSE_MS);
  }
  throw new Error(`the transfer ${id} does not end`);
}

import { repairWords } from "../assets/search/repair-words.ts";
import { settleLeavingAssets } from "../subscriptions/leaving/settle-leaving-assets.ts";
import type { TestContext } from "./context.ts";

/** What the workers do once an account is gone. */
export async function settleLeaving(ctx: TestContext, signal?: AbortSignal): Promise<void> {
  await ctx.events.deliverPending();
  await settleLeavingAssets(ctx, signal);
  await repairWords(ctx.db);
}

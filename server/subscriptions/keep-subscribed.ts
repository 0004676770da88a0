import { problem } from "#contract/problems.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { hasSubscribers } from "./has-subscribers.ts";

/** PUB-16: an asset that somebody has a right to is unlisted, not deleted. @throws {Problem} `asset-subscribed` */
export async function keepSubscribed(
  { now }: Pick<Context, "now">,
  trx: DatabaseTransaction,
  { assetId }: { assetId: number },
): Promise<void> {
  if (!(await hasSubscribers({ db: trx, now }, assetId))) return;
  throw problem("asset-subscribed", { hint: "Unlist it: its subscribers go on to their end" });
}

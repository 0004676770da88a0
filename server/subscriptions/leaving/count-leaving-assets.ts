import type { Context } from "../../context.ts";
import { countLeaving } from "./store/leaving.ts";

/** ACC-11: how many assets of an account would go with it, and how many stay for their subscribers. */
export function countLeavingAssets(
  { db, now }: Pick<Context, "db" | "now">,
  accountId: number,
): Promise<{ toDelete: number; toKeep: number }> {
  return countLeaving(db, { accountId, now: now() });
}

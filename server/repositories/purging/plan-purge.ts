import type { PurgePlan, PurgeTarget } from "#contract/repositories/purge.ts";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import { forgetPlan } from "../store/purge-plans.ts";
import { makePlan } from "./make-plan.ts";

/**
 * REP-7: says what a purge would make unreadable, and changes nothing.
 * @throws {Problem} `history-too-long`.
 */
export function planPurge(
  { db }: Pick<Context, "db">,
  repository: Repository,
  target: PurgeTarget,
): Promise<PurgePlan> {
  return withTransaction(db, async (trx) => {
    const { plan, marks } = await makePlan(trx, repository, target);
    await forgetPlan(trx, marks);
    return plan;
  });
}

import { listAdministrators } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { readReviewPolicy } from "./policy.ts";

/** What decides who may judge what, beside the review itself. */
export type Desk = { isOnlyReviewer: boolean; fourEyes: boolean; neededApprovals: number };

export async function findDesk(ctx: Pick<RequestContext, "config" | "db">): Promise<Desk> {
  const [{ fourEyes }, reviewers] = await Promise.all([
    readReviewPolicy(ctx),
    listAdministrators(ctx.db),
  ]);
  return { isOnlyReviewer: reviewers.length === 1, fourEyes, neededApprovals: fourEyes ? 2 : 1 };
}

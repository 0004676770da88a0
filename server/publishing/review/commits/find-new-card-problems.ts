import type { Finding } from "#contract/publishing/finding.ts";
import { getListingFacts } from "../../../assets/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { findProblems } from "../../find-problems.ts";
import { findWordProblems } from "../../find-word-problems.ts";
import { findFacts } from "../../kinds/store.ts";
import { findApprovedFindings } from "../store/reviews.ts";

/**
 * What of a pushed card a reviewer judges and none has let through: words of the operator's list
 * (ACC-7), and a title against the rule of its kind (PUB-13).
 */
export async function findNewCardProblems(
  ctx: { db: Database },
  assetId: number,
): Promise<Finding[]> {
  const facts = await getListingFacts(ctx.db, assetId);
  const { facts: kindFacts } = await findFacts(ctx.db, assetId);
  const found = [
    ...findProblems(facts, kindFacts).filter(({ check }) => check === "title"),
    ...(await findWordProblems(ctx, assetId, facts)),
  ];
  if (found.length === 0) return [];
  const known = await findApprovedFindings(ctx.db, assetId);
  return found.filter(
    ({ check, message }) => !known.some((one) => one.check === check && one.message === message),
  );
}

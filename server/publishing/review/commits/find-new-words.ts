import type { Finding } from "#contract/publishing/finding.ts";
import { getListingFacts } from "../../../assets/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { findWordProblems } from "../../find-word-problems.ts";
import { findApprovedFindings } from "../store/reviews.ts";

/** ACC-7: words of the operator's list in the card that no reviewer has let through. */
export async function findNewWords(ctx: { db: Database }, assetId: number): Promise<Finding[]> {
  const found = await findWordProblems(ctx, assetId, await getListingFacts(ctx.db, assetId));
  if (found.length === 0) return [];
  const known = await findApprovedFindings(ctx.db, assetId);
  return found.filter(
    ({ check, message }) => !known.some((one) => one.check === check && one.message === message),
  );
}

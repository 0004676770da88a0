import type { Finding } from "#contract/publishing/finding.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { getListingFacts } from "../assets/index.ts";
import type { ScanFindings } from "../repositories/index.ts";
import { findContractProblems } from "./find-contract-problems.ts";
import { findFileProblems } from "./find-file-problems.ts";
import { findProblems } from "./find-problems.ts";
import { findWordProblems } from "./find-word-problems.ts";
import type { CheckContext } from "./kinds/check-context.ts";
import { findKindProblems } from "./kinds/find-kind-problems.ts";
import { findFacts } from "./kinds/store.ts";

/**
 * All that the automatic checks have to say of a submitted listing, what stops it first: its card,
 * its files, what its kind must hold, and what the security scan has found.
 */
export async function findListingProblems(
  ctx: CheckContext,
  assetId: number,
  scan: ScanFindings,
): Promise<Finding[]> {
  const facts = await getListingFacts(ctx.db, assetId);
  const { facts: kindFacts } = await findFacts(ctx.db, assetId);
  const isStrict = KIND_RULES[facts.kind].failsOnFindings;
  return [
    ...findProblems(facts, kindFacts),
    ...(await findKindProblems(ctx, assetId)),
    ...findFileProblems(scan, { isStrict }),
    ...(await findContractProblems(ctx, assetId, facts.tasks)),
    ...(await findWordProblems(ctx, assetId, facts)),
  ].toSorted(blockingFirst);
}

function blockingFirst(one: Finding, other: Finding): number {
  return Number(other.isBlocking) - Number(one.isBlocking);
}

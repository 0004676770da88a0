import type { Visibility } from "#contract/assets/asset.ts";
import type { Finding } from "#contract/publishing/endpoints.ts";
import { getListingFacts, getShelf } from "../assets/index.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { findScanFindings } from "../repositories/index.ts";
import { findContractProblems } from "./find-contract-problems.ts";
import { findFileProblems } from "./find-file-problems.ts";
import { findProblems } from "./find-problems.ts";
import { moveState } from "./move-state.ts";
import { findSubmission, updateOutcome } from "./store.ts";

/**
 * Runs the automatic checks of a submitted listing and moves it on: publish-failed on a blocking
 * finding, else in review, and published where review is automatic and no finding asks for a human.
 * A listing whose files are still being scanned stays publishing; it is checked again after that.
 * One that is no longer publishing (checked by another delivery) is left alone.
 */
export async function checkListing(
  ctx: Context,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  const shelf = await getShelf(trx, assetId);
  const submission = await findSubmission(trx, assetId);
  if (submission === undefined || shelf.state !== "publishing") return;
  const scan = await findScanFindings(trx, assetId);
  if (scan.waiting > 0) return;
  const facts = await getListingFacts(trx, assetId);
  const contract = await findContractProblems({ ...ctx, db: trx }, assetId, facts.tasks);
  const findings = [...findProblems(facts), ...findFileProblems(scan), ...contract].toSorted(
    blockingFirst,
  );
  const blocking = findings.find((finding) => finding.isBlocking);
  await updateOutcome(trx, assetId, { findings, reason: blocking?.message ?? null });
  const move = { assetId, accountId: null, at: ctx.now() };
  if (blocking !== undefined) {
    await moveState(trx, { ...move, to: "publish-failed", reason: blocking.message });
    return;
  }
  await moveState(trx, { ...move, to: "in-review" });
  if (ctx.config.review === "automatic" && !findings.some(needsHuman)) {
    const visibility = submission.requested_visibility as Visibility;
    await moveState(trx, { ...move, to: "published", visibility });
  }
}

function blockingFirst(one: Finding, other: Finding): number {
  return Number(other.isBlocking) - Number(one.isBlocking);
}

/** Code in a checkpoint may be meant well or not: no check can tell. */
function needsHuman({ check }: Finding): boolean {
  return check === "unsafe-file";
}

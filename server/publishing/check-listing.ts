import type { Visibility } from "#contract/assets/asset.ts";
import type { Finding } from "#contract/publishing/finding.ts";
import { notify } from "../accounts/index.ts";
import { getShelf } from "../assets/index.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { findScanFindings, getRepositoryById } from "../repositories/index.ts";
import { findListingProblems } from "./find-listing-problems.ts";
import { pinSubmission } from "./kinds/pin-submission.ts";
import { moveState } from "./move-state.ts";
import { markChecked } from "./review/commits/store.ts";
import { describePlace } from "./review/describe-place.ts";
import { openReview } from "./review/open-review.ts";
import { readReviewPolicy } from "./review/policy.ts";
import { findSubmission, updateOutcome } from "./store.ts";

type Submission = NonNullable<Awaited<ReturnType<typeof findSubmission>>>;

/**
 * Runs the automatic checks of a submitted listing and moves it on: publish-failed on a blocking
 * finding, else in review, and published where review is automatic and no finding asks for a human.
 * One in review to which a commit has come is checked again, and waits for its decision anew.
 * A listing whose files are still being scanned stays as it is; it is checked again after that.
 * One that is in another state (checked by another delivery) is left alone.
 */
export async function checkListing(
  ctx: Context,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  const { state } = await getShelf(trx, assetId);
  const submission = await findSubmission(trx, assetId);
  if (submission === undefined || (state !== "publishing" && state !== "in-review")) return;
  const scan = await findScanFindings(trx, assetId);
  if (scan.waiting > 0) return;
  // What the reviewer is shown is what is there now, and no longer what was submitted.
  if (state === "in-review") {
    await pinSubmission(trx, assetId);
    await markChecked(trx, assetId);
  }
  const findings = await findListingProblems({ ...ctx, db: trx }, assetId, scan);
  const blocking = findings.find((finding) => finding.isBlocking);
  await updateOutcome(trx, assetId, { findings, reason: blocking?.message ?? null });
  if (state === "in-review") {
    await askReviewer(ctx, trx, { submission, findings });
  } else if (blocking !== undefined) {
    await fail(ctx, trx, { submission, blocking });
  } else {
    await pass(ctx, trx, { submission, findings });
  }
}

type Passed = { submission: Submission; findings: readonly Finding[] };

/** PUB-2: on to a reviewer where one must decide, else onto the shelf. */
async function pass(ctx: Context, trx: DatabaseTransaction, passed: Passed): Promise<void> {
  const { submission, findings } = passed;
  const { listings } = await readReviewPolicy({ config: ctx.config, db: trx });
  const move = { assetId: submission.asset_id, accountId: null, at: ctx.now() };
  await moveState(trx, { ...move, to: "in-review" });
  if (listings === "automatic" && !findings.some(needsHuman)) {
    const visibility = submission.requested_visibility as Visibility;
    await moveState(trx, { ...move, to: "published", visibility });
  } else {
    await askReviewer(ctx, trx, passed);
  }
}

async function askReviewer(
  ctx: Context,
  trx: DatabaseTransaction,
  { submission, findings }: Passed,
): Promise<void> {
  await openReview(trx, {
    assetId: submission.asset_id,
    subject: "listing",
    submittedBy: submission.submitted_by,
    findings,
    at: ctx.now(),
  });
}

type Failed = { submission: Submission; blocking: Finding };

/** PUB-14: who has published learns what stopped it, of malware by mail whatever they have chosen. */
async function fail(
  ctx: Context,
  trx: DatabaseTransaction,
  { submission, blocking }: Failed,
): Promise<void> {
  const { asset_id: assetId, submitted_by: accountId } = submission;
  const reason = blocking.message;
  await moveState(trx, {
    assetId,
    to: "publish-failed",
    accountId: null,
    at: ctx.now(),
    reason,
  });
  const place = describePlace(await getRepositoryById(trx, assetId));
  await notify(trx, {
    to: accountId === null ? [] : [accountId],
    kind: SCANNED.has(blocking.check) ? "scan-failed" : "publish-failed",
    params: { asset: place.name, reason },
    path: `${place.path}/settings`,
  });
}

/** What the security scan finds in files. */
const SCANNED: ReadonlySet<Finding["check"]> = new Set([
  "malware",
  "unsafe-file",
  "suspicious-file",
  "secret",
  "unscanned-file",
]);

/** Code in a checkpoint and words of the list may be meant well or not: no check can tell. */
function needsHuman({ check }: Finding): boolean {
  return check === "unsafe-file" || check === "sensitive-words";
}

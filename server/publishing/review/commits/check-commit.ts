import type { Finding } from "#contract/publishing/finding.ts";
import { listManagers, notify } from "../../../accounts/index.ts";
import type { Context } from "../../../context.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import {
  closeDangerousFiles,
  findHead,
  findScanFindings,
  lockRepository,
  releaseBranch,
  type Repository,
  type ScanFindings,
} from "../../../repositories/index.ts";
import { findListingProblems } from "../../find-listing-problems.ts";
import { pinSubmission } from "../../kinds/pin-submission.ts";
import { describePlace } from "../describe-place.ts";
import { openReview } from "../open-review.ts";
import { readReviewPolicy } from "../policy.ts";
import { findOpenReview } from "../store/reviews.ts";
import { withdrawReview } from "../withdraw-review.ts";
import { findNewCardProblems } from "./find-new-card-problems.ts";
import { findCommitCheck, findListingState, markApproved, markChecked } from "./store.ts";

/**
 * PLT-5, PUB-2: looks at the head of a published asset once its files are scanned. Dangerous files
 * that no reviewer has let through are closed to readers. They, words of the operator's list in the
 * card and a title against the rule of the kind bring the asset back to the review desk; where
 * commits are held every commit goes there. A head without a fault settles both.
 */
export async function checkCommit(
  ctx: Context,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  const repository = await lockRepository(trx, assetId);
  if (repository === undefined) return;
  const state = await findListingState(trx, assetId);
  if (state !== "published" && state !== "unlisted") return;
  const scan = await findScanFindings(trx, assetId);
  if (scan.waiting > 0) return;
  const closed = await closeDangerousFiles(trx, assetId);
  const check = await findCommitCheck(trx, assetId);
  const head = await findHead({ db: trx }, repository);
  const { commits } = await readReviewPolicy({ config: ctx.config, db: trx });
  const isApproved = head === (check?.approvedCommit ?? null);
  const inCard = isApproved ? [] : await findNewCardProblems({ db: trx }, assetId);
  const isGood = closed.atHead === 0 && inCard.length === 0;
  if (isGood && (isApproved || commits === "rescan")) {
    await markApproved(trx, assetId, head);
    await releaseBranch(trx, assetId);
    await withdrawReview(trx, { assetId, subject: "commit", at: ctx.now() });
    return;
  }
  await markChecked(trx, assetId);
  const open = await findOpenReview(trx, { assetId, subject: "commit", versionId: null });
  const isNews = open !== undefined || closed.added > 0 || check?.isWaiting === true;
  if (!isNews) return;
  const isReopened = closed.added > 0 || inCard.length > 0;
  const submittedBy = check?.movedBy ?? null;
  await askReviewers(ctx, trx, { repository, scan, submittedBy, isReopened });
}

type Asked = {
  repository: Repository;
  scan: ScanFindings;
  submittedBy: number | null;
  /** Something was found: those who manage the asset are told. */
  isReopened: boolean;
};

async function askReviewers(
  ctx: Context,
  trx: DatabaseTransaction,
  { repository, scan, submittedBy, isReopened }: Asked,
): Promise<void> {
  const { id: assetId } = repository;
  // What is looked at is what is there now, and no longer what was submitted once.
  await pinSubmission(trx, assetId);
  const findings = await findListingProblems({ ...ctx, db: trx }, assetId, scan);
  await openReview(trx, { assetId, subject: "commit", submittedBy, findings, at: ctx.now() });
  if (!isReopened) return;
  const place = describePlace(repository);
  await notify(trx, {
    to: await listManagers(trx, repository.namespaceId),
    kind: "review-reopened",
    params: { asset: place.name, reason: reasonOf(findings) },
    path: `${place.path}/settings`,
  });
}

/** What brings an asset back to the desk, before what is only told beside it. */
const GRAVE: ReadonlySet<Finding["check"]> = new Set([
  "malware",
  "unsafe-file",
  "sensitive-words",
  "title",
]);

function reasonOf(findings: readonly Finding[]): string {
  return (findings.find(({ check }) => GRAVE.has(check)) ?? findings[0])?.message ?? "";
}

import type { Finding } from "#contract/publishing/finding.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { notify } from "../../accounts/index.ts";
import { getShelf } from "../../assets/index.ts";
import type { Context } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import {
  findCommitFindings,
  getRepositoryById,
  type ScanFindings,
  showTag,
} from "../../repositories/index.ts";
import { findFileProblems } from "../find-file-problems.ts";
import type { CheckContext } from "../kinds/check-context.ts";
import { findImageProblems } from "../kinds/find-image-problems.ts";
import { findSubmittedCommit } from "../kinds/store.ts";
import { describePlace } from "../review/describe-place.ts";
import { openReview } from "../review/open-review.ts";
import { readReviewPolicy } from "../review/policy.ts";
import { versionPublished } from "./events.ts";
import { isListed } from "./rules.ts";
import { getVersionById, moveVersion, type VersionRow } from "./store.ts";

const NAMED = 20;

/**
 * Runs the automatic checks of a submitted version on its own commit, and moves it on: failed on a
 * blocking finding, in review where a human decides, else available. One whose files are still being
 * scanned, or whose listing is not published yet, stays and is checked again then.
 */
export async function checkVersion(
  ctx: Context,
  trx: DatabaseTransaction,
  versionId: number,
): Promise<void> {
  const submitted = await getVersionById(ctx.db, versionId);
  if (submitted === undefined) return;
  const shelf = await getShelf(trx, submitted.assetId);
  const version = await getVersionById(trx, versionId);
  if (version?.status !== "publishing" || !isListed(shelf.state)) return;
  const scan = await findCommitFindings({ ...ctx, db: trx }, version.assetId, version.commit);
  if (scan.waiting > 0) return;
  const findings = [
    ...findPurged(scan.purged),
    ...(await findVersionProblems({ ...ctx, db: trx }, version, scan)),
  ];
  const blocking = findings.find(({ isBlocking }) => isBlocking);
  if (blocking !== undefined) {
    await moveVersion(trx, version.id, { status: "failed", findings, reason: blocking.message });
    await tellFailure(trx, version, blocking);
  } else if (await needsHuman({ ...ctx, db: trx }, version, findings)) {
    await moveVersion(trx, version.id, { status: "in-review", findings, reason: null });
    await openReview(trx, {
      assetId: version.assetId,
      subject: "version",
      versionId: version.id,
      versionNumber: version.number,
      submittedBy: version.createdBy,
      findings,
      commit: version.commit,
      at: ctx.now(),
    });
  } else {
    await makeAvailable(trx, { version, findings, at: ctx.now() });
  }
}

/** What the scan has found, as strictly as for the listing (PUB-14). */
async function findVersionProblems(
  ctx: CheckContext,
  { assetId, commit }: VersionRow,
  scan: ScanFindings,
): Promise<Finding[]> {
  const repository = await getRepositoryById(ctx.db, assetId);
  const isStrict = KIND_RULES[repository.kind].failsOnFindings;
  const images = isStrict ? await findImageProblems(ctx, repository, commit) : [];
  return [...images, ...findFileProblems(scan, { isStrict })];
}

/** Who decided about the listing has decided about the version that came with it, if it is that. */
async function needsHuman(
  ctx: Pick<Context, "config" | "db">,
  { assetId, commit, cameWithListing }: VersionRow,
  findings: readonly Finding[],
): Promise<boolean> {
  if (cameWithListing && commit === (await findSubmittedCommit(ctx.db, assetId))) return false;
  if (findings.some(({ check }) => check === "unsafe-file")) return true;
  return (await readReviewPolicy(ctx)).listings !== "automatic";
}

async function tellFailure(
  trx: DatabaseTransaction,
  { assetId, number, createdBy }: VersionRow,
  { message }: Finding,
): Promise<void> {
  const { name, path } = describePlace(await getRepositoryById(trx, assetId));
  await notify(trx, {
    to: createdBy === null ? [] : [createdBy],
    kind: "publish-failed",
    params: { asset: `${name} ${number}`, reason: message },
    path: `${path}/versions`,
  });
}

function findPurged(paths: readonly string[]): Finding[] {
  return paths.slice(0, NAMED).map((path) => ({
    check: "purged-file",
    isBlocking: true,
    message: `The content of ${path} was purged`,
    path,
  }));
}

type Arrival = { version: VersionRow; findings?: readonly Finding[]; at: Date };

/** The version can be had from now on. */
export async function makeAvailable(
  trx: DatabaseTransaction,
  { version, findings, at }: Arrival,
): Promise<void> {
  await moveVersion(trx, version.id, {
    status: "available",
    reason: null,
    publishedAt: at,
    ...(findings === undefined ? {} : { findings }),
  });
  const { id: versionId, assetId, number } = version;
  await showTag(trx, assetId, number);
  await emit(trx, versionPublished, { assetId, versionId, number });
}

import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { findCommitFindings, openFilesAt } from "../../repositories/index.ts";
import { checkCommit } from "../review/commits/check-commit.ts";
import type { DecidedReview } from "../review/decided.ts";
import { tellManagers } from "../review/tell-managers.ts";
import { makeAvailable } from "./check-version.ts";
import { getVersionById, moveVersion, type VersionRow } from "./store.ts";

/** A version that a reviewer has approved becomes available; a rejected one says why. */
export async function finishVersion(
  trx: DatabaseTransaction,
  decided: DecidedReview,
): Promise<void> {
  const { ctx, subject, versionId, decision, reason } = decided;
  if (subject !== "version" || versionId === null) return;
  const version = await getVersionById(trx, versionId);
  if (version?.status !== "in-review") return;
  if (decision === "approve") {
    await makeAvailable(trx, { version, at: ctx.now() });
    await openFiles(trx, { ctx, version });
  } else {
    await moveVersion(trx, version.id, { status: "rejected", reason });
  }
  await tellManagers(trx, decided);
}

type Approved = { ctx: DecidedReview["ctx"]; version: VersionRow };

/** What was let through as a version is let through wherever the same files are, the head included. */
async function openFiles(trx: DatabaseTransaction, { ctx, version }: Approved): Promise<void> {
  const { assetId: repositoryId, commit } = version;
  const found = await findCommitFindings({ ...ctx, db: trx }, repositoryId, commit);
  const paths = found.dangerous.map(({ path }) => path);
  await openFilesAt(ctx, trx, { repositoryId, commit, paths });
  await checkCommit(ctx, trx, repositoryId);
}

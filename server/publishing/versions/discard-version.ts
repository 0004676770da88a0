import { problem } from "#contract/problems.ts";
import { getShelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { type Repository, requireRepository, unpinTag } from "../../repositories/index.ts";
import { withdrawReview } from "../review/withdraw-review.ts";
import { type VersionAddress, versionNotFound } from "./get-version.ts";
import { canDiscard } from "./rules.ts";
import { findVersion, removeVersion, type VersionRow } from "./store.ts";

/**
 * Gives up a version that never became available: its tag goes, unless it was there before, and its
 * number is free again.
 * @throws {Problem} `version-not-found`, `version-state-wrong`.
 */
export async function discardVersion(
  ctx: RequestContext,
  { number, ...address }: VersionAddress,
): Promise<void> {
  const repository = await requireRepository(ctx, address, "manage");
  await withTransaction(ctx.db, async (trx) => {
    // The asset is held before its review, as everywhere.
    await getShelf(trx, repository.id);
    const version = await findVersion(trx, repository.id, number);
    if (version === undefined) throw versionNotFound(number);
    if (!canDiscard(version.status)) {
      throw problem("version-state-wrong", {
        detail: `A version that is ${version.status} stays`,
        hint: "Take it offline instead",
        extra: { status: version.status },
      });
    }
    await giveUpVersion(ctx, trx, { repository, version });
    await recordAudit(trx, ctx, {
      action: "publishing.version-discarded",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { number: version.number, commit: version.commit },
    });
  });
}

export async function giveUpVersion(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, version }: { repository: Repository; version: VersionRow },
): Promise<void> {
  const { id: versionId, assetId } = version;
  await withdrawReview(trx, { assetId, subject: "version", versionId, at: ctx.now() });
  await removeVersion(trx, versionId);
  await unpinTag(ctx, trx, { repository, name: version.number, isKept: !version.hasOwnTag });
}

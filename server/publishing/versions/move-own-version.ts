import { problem } from "#contract/problems.ts";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";
import { getShelf, type Shelf } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { getVersion, type VersionAddress, versionNotFound } from "./get-version.ts";
import { canMoveVersion } from "./rules.ts";
import { findVersion, moveVersion, type VersionRow } from "./store.ts";

export type OwnVersionMove = {
  to: VersionStatus;
  /** What the audit trail calls it. */
  action: string;
  /** Refuses what the statuses alone allow. */
  check?: (trx: DatabaseTransaction, version: VersionRow, shelf: Shelf) => Promise<void>;
  afterwards?: (trx: DatabaseTransaction, version: VersionRow) => Promise<void>;
};

/**
 * A move that the owner makes with one button. The asset is held, so that of two who take the last
 * two versions offline one succeeds.
 */
export async function moveOwnVersion(
  ctx: RequestContext,
  { number, ...address }: VersionAddress,
  move: OwnVersionMove,
): Promise<Version> {
  const { id, ownerName, name } = await requireRepository(ctx, address, "manage");
  await withTransaction(ctx.db, async (trx) => {
    const shelf = await getShelf(trx, id);
    const version = await findVersion(trx, id, number);
    if (version === undefined) throw versionNotFound(number);
    if (!canMoveVersion(version.status, move.to)) {
      throw problem("version-state-wrong", {
        detail: `A version that is ${version.status} cannot become ${move.to}`,
        extra: { status: version.status },
      });
    }
    await move.check?.(trx, version, shelf);
    await moveVersion(trx, version.id, { status: move.to });
    await move.afterwards?.(trx, version);
    await recordAudit(trx, ctx, {
      action: move.action,
      subject: `${ownerName}/${name}`,
      details: { number: version.number },
    });
  });
  return getVersion(ctx, { ...address, number });
}

/** PUB-6. @throws {Problem} `listing-state-wrong`. */
export function requirePublished({ state }: Shelf): void {
  if (state === "published") return;
  throw problem("listing-state-wrong", {
    detail: `The versions of a listing that is ${state} stay as they are`,
    extra: { state },
  });
}

import { RELATED_LIMIT, type RelatedAsset } from "#contract/community/related.ts";
import { mayBeRelated } from "#contract/community/related-kinds.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import { findAssetById, summariseAssets } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { type Repository, requireRepository } from "../../repositories/index.ts";
import { limitWords } from "../limits.ts";
import { holdBoth } from "./hold-both.ts";
import { countOwnLinks, findLink, insertLink, isRefused, type Link } from "./store/related.ts";

/**
 * COM-2: links an asset that the viewer manages to one that they see; both pages show it. A link that
 * is there already stays as it is.
 * @throws {Problem} `asset-unknown` for an id that the viewer does not see; `relation-unfit`,
 *   `relation-refused`, `relation-limit`, `rate-limited`.
 */
export async function linkAsset(
  ctx: RequestContext,
  { id, ...address }: Address & { id: string },
): Promise<RelatedAsset> {
  const repository = await requireRepository(ctx, address, "manage");
  const viewer = requireAccount(ctx);
  const target = await findAssetById(ctx, id);
  requireFit(repository, target);
  await limitWords(ctx, viewer);
  const link = { assetId: repository.id, relatedId: target.id };
  const { isOwn, linkedAt } = await withTransaction(ctx.db, async (trx) => {
    await holdBoth(trx, link);
    const present = await findLink(trx, link);
    if (present !== undefined) return present;
    await requireRoom(trx, link);
    const at = ctx.now();
    await insertLink(trx, link, at);
    await recordAudit(trx, ctx, {
      action: "community.asset-linked",
      subject: fullNameOf(repository),
      details: { kind: target.kind, related: fullNameOf(target) },
    });
    return { isOwn: true, linkedAt: at };
  });
  const summaries = await summariseAssets(ctx.db, [target.id], viewer.accountId);
  return {
    id: target.publicId,
    asset: summaries.get(target.id) ?? null,
    isOwn,
    linkedAt: linkedAt.toISOString(),
  };
}

function requireFit(one: Repository, other: Repository): void {
  if (one.id === other.id) {
    throw problem("relation-unfit", { detail: "id: an asset is not related to itself" });
  }
  if (mayBeRelated(one.kind, other.kind)) return;
  throw problem("relation-unfit", {
    detail: `id: a ${one.kind} and a ${other.kind} cannot be linked`,
    extra: { kind: one.kind, other: other.kind },
  });
}

async function requireRoom(trx: DatabaseTransaction, { assetId, relatedId }: Link): Promise<void> {
  if (await isRefused(trx, { assetId: relatedId, relatedId: assetId })) {
    throw problem("relation-refused", {
      detail: "id: the owner of this asset took the link away; only they can make it again",
    });
  }
  if ((await countOwnLinks(trx, assetId)) >= RELATED_LIMIT) {
    throw problem("relation-limit", {
      detail: `An asset is linked to at most ${RELATED_LIMIT} others`,
      extra: { limit: RELATED_LIMIT },
    });
  }
}

function fullNameOf({ ownerName, name }: Repository): string {
  return `${ownerName}/${name}`;
}

import { z } from "zod";
import type { RelatedAsset } from "#contract/community/related.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { summariseAssets } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { findRepository, requireRight } from "../../repositories/index.ts";
import { type LinkRow, listOwnLinks, listVisibleLinks } from "./store/related.ts";

const MANAGE = 4;
const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/**
 * COM-2: what is linked to an asset, newest link first, as far as the viewer sees it. Who manages
 * the asset also hears of links made on it that now lead to what they cannot see, to take them away.
 */
export async function listRelatedAssets(
  ctx: RequestContext,
  address: Address,
  { cursor, limit }: PageQuery,
): Promise<Page<RelatedAsset>> {
  const found = await findRepository(ctx, address);
  const { id } = requireRight(ctx, { address, found, right: "see" });
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { linkedAt: key[0], relatedId: key[1] };
  const [visible, own] = await Promise.all([
    listVisibleLinks(ctx.db, id, { viewer: ctx.viewer, now: ctx.now(), after, limit }),
    (found?.level ?? 0) >= MANAGE ? listOwnLinks(ctx.db, id, { after, limit }) : [],
  ]);
  const rows = merge(visible, own);
  const page = toPage(rows, limit, {
    itemOf: (row: LinkRow) => row,
    keyOf: ({ linkedAt, relatedId }) => [linkedAt, relatedId],
  });
  return { ...page, items: await presentLinks(ctx, page.items) };
}

/** Both begin at the same place: what is hidden is what is own and not among the visible ones. */
function merge(visible: readonly LinkRow[], own: readonly LinkRow[]): LinkRow[] {
  const seen = new Set(visible.map(({ relatedId }) => relatedId));
  const hidden = own.filter(({ relatedId }) => !seen.has(relatedId));
  return [...visible, ...hidden].toSorted(
    (one, other) =>
      other.linkedAt.getTime() - one.linkedAt.getTime() || other.relatedId - one.relatedId,
  );
}

async function presentLinks(
  { db, viewer }: RequestContext,
  rows: readonly LinkRow[],
): Promise<RelatedAsset[]> {
  const shown = rows.filter(({ isShown }) => isShown).map(({ relatedId }) => relatedId);
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const summaries = await summariseAssets(db, shown, viewerId);
  return rows.map(({ relatedId, publicId, isOwn, linkedAt }) => ({
    id: publicId,
    asset: summaries.get(relatedId) ?? null,
    isOwn,
    linkedAt: linkedAt.toISOString(),
  }));
}

import type { AssetKind } from "#contract/fields.ts";
import type { Page } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import type { ReadNeeds, Repository } from "../repositories/index.ts";
import { type HubFacts, hubFactsOf } from "./get-hub-facts.ts";
import { listNamespaceRows } from "./list-namespace-assets.ts";
import { findAssets } from "./search/find-assets.ts";
import { type AssetRow, getAssetsInOrder } from "./store/assets.ts";

export type HubSort = "updated" | "created" | "downloads" | "favourites" | "trending";
export type HubAsset = { repository: Repository; facts: HubFacts };

type HubQuery = {
  kind: AssetKind;
  words: string;
  namespaceId: number | undefined;
  tags: readonly string[];
  tasks: readonly string[];
  /** Undefined: gated or not. */
  isGated: boolean | undefined;
  sort: HubSort;
  cursor: string | undefined;
  limit: number;
};

/**
 * What hub clients list: the shelf; and of one author, when nothing narrows it further, everything
 * the viewer may see, since clients look there for what they have just created.
 */
export async function findHubAssets(ctx: RequestContext, query: HubQuery): Promise<Page<HubAsset>> {
  const isPlain = query.words === "" && query.tags.length === 0 && query.tasks.length === 0;
  const { rows, nextCursor } =
    isPlain && query.namespaceId !== undefined
      ? await listNamespaceRows(ctx, {
          ...query,
          namespaceId: query.namespaceId,
          order: query.sort === "created" ? "created" : "updated",
        })
      : await searchRows(ctx, query);
  const isWanted = (row: AssetRow) =>
    query.isGated === undefined || query.isGated === (row.gate !== "off" || row.needs_subscription);
  return { items: rows.filter(isWanted).map(toHubAsset), nextCursor };
}

async function searchRows(ctx: RequestContext, query: HubQuery) {
  const answer = await findAssets(ctx.db, {
    viewer: ctx.viewer,
    words: query.words,
    kind: query.kind,
    namespaceId: query.namespaceId,
    filters: {
      ...(query.tags.length === 0 ? {} : { tag: query.tags }),
      ...(query.tasks.length === 0 ? {} : { task: query.tasks }),
    },
    isGated: query.isGated,
    sort: query.sort,
    cursor: query.cursor,
    limit: query.limit,
    now: ctx.now(),
  });
  const rows = await getAssetsInOrder(ctx.db, answer.assetIds, null);
  return { rows, nextCursor: answer.nextCursor };
}

function toHubAsset(row: AssetRow): HubAsset {
  return {
    repository: {
      id: row.id,
      publicId: row.public_id,
      namespaceId: row.namespace_id,
      ownerName: row.owner_name,
      kind: row.kind as AssetKind,
      name: row.name,
      defaultBranch: row.default_branch,
      sizeBytes: row.size_bytes,
      fileCount: row.file_count,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      readNeeds: row.read_needs as ReadNeeds | null,
    },
    facts: hubFactsOf(row),
  };
}

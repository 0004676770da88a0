import { z } from "zod";
import type { AssetKind } from "#contract/fields.ts";
import type { Page } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import type { ReadNeeds, Repository } from "../repositories/index.ts";
import { type HubFacts, hubFactsOf } from "./get-hub-facts.ts";
import { listNamespaceRows } from "./list-namespace-assets.ts";
import { findAssets } from "./search/find-assets.ts";
import { type AssetRow, getAssetsInOrder } from "./store/assets.ts";
import { rankByNamespace } from "./store/namespace-ranks.ts";

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
  /** Undefined: what is looked for first, the latest of one author, else what is trending. */
  sort: HubSort | undefined;
  cursor: string | undefined;
  limit: number;
};

/**
 * What hub clients list: the shelf; and of one author, when nothing narrows it further, everything
 * the viewer may see, since clients look there for what they have just created.
 */
export async function findHubAssets(ctx: RequestContext, query: HubQuery): Promise<Page<HubAsset>> {
  const isPlain = query.words === "" && query.tags.length === 0 && query.tasks.length === 0;
  const { namespaceId } = query;
  const { rows, nextCursor } =
    isPlain && namespaceId !== undefined
      ? await listAuthor(ctx, { ...query, namespaceId })
      : await searchRows(ctx, query);
  const isWanted = (row: AssetRow) =>
    query.isGated === undefined || query.isGated === (row.gate !== "off" || row.needs_subscription);
  return { items: rows.filter(isWanted).map(toHubAsset), nextCursor };
}

type AuthorQuery = HubQuery & { namespaceId: number };

async function listAuthor(ctx: RequestContext, query: AuthorQuery) {
  const { sort = "updated" } = query;
  return sort === "updated" || sort === "created"
    ? listNamespaceRows(ctx, { ...query, order: sort })
    : rankRows(ctx, { ...query, sort });
}

const RankCursor = z.tuple([z.number(), z.number().int()]);

async function rankRows(
  ctx: RequestContext,
  query: AuthorQuery & { sort: Exclude<HubSort, "updated" | "created"> },
) {
  const [rank, id] = decodeCursor(query.cursor, RankCursor) ?? [];
  const places = await rankByNamespace(ctx.db, {
    namespaceId: query.namespaceId,
    kind: query.kind,
    viewer: ctx.viewer,
    by: query.sort,
    after: rank === undefined || id === undefined ? null : { rank, id },
    limit: query.limit + 1,
  });
  const shown = places.slice(0, query.limit);
  const last = shown.at(-1);
  const hasMore = places.length > query.limit && last !== undefined;
  return {
    rows: await getAssetsInOrder(
      ctx.db,
      shown.map((place) => place.id),
      null,
    ),
    nextCursor: hasMore ? encodeCursor([last.rank, last.id]) : null,
  };
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
    sort: query.sort ?? "trending",
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

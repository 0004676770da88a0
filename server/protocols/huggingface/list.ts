import type { FastifyRequest } from "fastify";
import { findNamespace } from "../../accounts/index.ts";
import { findHubAssets, type HubAsset, type HubSort } from "../../assets/index.ts";
import { type Head, listHeads } from "../../repositories/index.ts";
import type { RequestContext } from "../../context.ts";
import { HUB_TYPES, type HubType } from "../address.ts";
import type { Exchange } from "../repository-call.ts";
import type { Hub } from "./hub.ts";
import { describeRepository, pick } from "./info.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryFlag, queryNumber, queryValue, queryValues } from "./query.ts";

const PAGE = 100;

/** Files named of one repository of a list; all of them are listed by `tree`. */
const MAX_SIBLINGS = 1000;

/** Filters on what no repository here has, or is known for: nothing matches them. */
const UNKNOWN_FACTS = ["apps", "inference", "inference_provider", "num_parameters"];

/** The hub's sort keys; always descending. */
const SORTS: Record<string, HubSort> = {
  lastModified: "updated",
  last_modified: "updated",
  createdAt: "created",
  created_at: "created",
  downloads: "downloads",
  likes: "favourites",
  trendingScore: "trending",
  trending_score: "trending",
};

/** `GET /api/models|datasets|spaces`: a bare array; further pages by `Link`. */
export function listRoutes({ app, contextOf }: Hub): void {
  for (const type of Object.keys(HUB_TYPES) as HubType[]) {
    app.get(`/api/${type}`, async (request, reply) =>
      answerList({ ctx: await contextOf(request), request, reply }, type),
    );
  }
}

async function answerList(exchange: Exchange, type: HubType) {
  const { ctx, request } = exchange;
  const namespaceId = await findAuthor(ctx, queryValue(request, "author"));
  if (namespaceId === null || asksForUnknown(request)) return [];
  const pipelineTag = queryValue(request, "pipeline_tag");
  const page = await findHubAssets(ctx, {
    kind: HUB_TYPES[type],
    words: queryValues(request, "search").join(" "),
    namespaceId,
    tags: queryValues(request, "filter").flatMap((value) => value.split(",")),
    tasks: pipelineTag === undefined ? [] : [pipelineTag],
    isGated: gatedFilter(request),
    sort: SORTS[queryValue(request, "sort") ?? ""],
    cursor: queryValue(request, "cursor"),
    limit: queryNumber(request, "limit", { fallback: PAGE, max: PAGE }),
  });
  linkNextPage(exchange, ctx.baseUrl, page.nextCursor);
  const expand = queryValues(request, "expand");
  const heads = await findHeads(exchange, page.items, expand);
  return page.items.map((asset) => present(asset, heads?.get(asset.repository.id), expand));
}

/** The heads with their files, of which lists tell only when they are asked to. */
async function findHeads(
  { ctx, request }: Exchange,
  items: readonly HubAsset[],
  expand: readonly string[],
): Promise<Map<number, Head> | undefined> {
  const isFull = expand.length === 0 && queryFlag(request, "full");
  if (!isFull && !expand.includes("siblings") && !expand.includes("sha")) return undefined;
  const ids = items.map(({ repository }) => repository.id);
  return listHeads(ctx, ids, { files: MAX_SIBLINGS });
}

function present(
  { repository, facts }: HubAsset,
  head: Head | undefined,
  expand: readonly string[],
) {
  const item = describeRepository(repository, facts);
  const siblings = head?.paths.map((rfilename) => ({ rfilename }));
  const whole = head === undefined ? item : { ...item, sha: head.commit, siblings };
  return expand.length === 0 ? whole : pick(whole, expand);
}

function asksForUnknown(request: FastifyRequest): boolean {
  const isUnknown = (name: string) => queryValue(request, name) !== undefined;
  return UNKNOWN_FACTS.some(isUnknown);
}

function gatedFilter(request: FastifyRequest): boolean | undefined {
  return queryValue(request, "gated") === undefined ? undefined : queryFlag(request, "gated");
}

/** Undefined: any author; null: one that does not exist. */
async function findAuthor(ctx: RequestContext, author: string | undefined) {
  if (author === undefined) return undefined;
  return (await findNamespace(ctx.db, author))?.id ?? null;
}

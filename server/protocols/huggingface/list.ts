import type { FastifyRequest } from "fastify";
import { findNamespace } from "../../accounts/index.ts";
import { findHubAssets, type HubAsset, type HubSort } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { HUB_TYPES, type HubType } from "../address.ts";
import type { Exchange } from "../repository-call.ts";
import type { Hub } from "./hub.ts";
import { describeRepository, pick } from "./info.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryFlag, queryNumber, queryValue, queryValues } from "./query.ts";

const PAGE = 100;

/** Filters on what no repository here has, or is known for: nothing matches them. */
const UNKNOWN_FACTS = ["apps", "inference", "inference_provider", "num_parameters"];

/** The hub's sort keys; always descending. */
const SORTS: Record<string, HubSort> = {
  lastModified: "updated",
  last_modified: "updated",
  createdAt: "updated",
  created_at: "updated",
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
    sort: SORTS[queryValue(request, "sort") ?? ""] ?? "trending",
    cursor: queryValue(request, "cursor"),
    limit: queryNumber(request, "limit", { fallback: PAGE, max: PAGE }),
  });
  linkNextPage(exchange, ctx.baseUrl, page.nextCursor);
  const expand = queryValues(request, "expand");
  return page.items.map((asset) => present(asset, expand));
}

function present({ repository, facts }: HubAsset, expand: readonly string[]) {
  const item = describeRepository(repository, facts);
  return expand.length === 0 ? item : pick(item, expand);
}

function asksForUnknown(request: FastifyRequest): boolean {
  const isUnknown = (name: string) => queryValue(request, name) !== undefined;
  return UNKNOWN_FACTS.some(isUnknown) || queryFlag(request, "gated");
}

/** Undefined: any author; null: one that does not exist. */
async function findAuthor(ctx: RequestContext, author: string | undefined) {
  if (author === undefined) return undefined;
  return (await findNamespace(ctx.db, author))?.id ?? null;
}

import { getOwnAccount, requireAccount } from "../../accounts/index.ts";
import { addFavourite, isFavourite, listFavourites, removeFavourite } from "../../assets/index.ts";
import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { Exchange, RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";
import { linkNextPage } from "./link-next-page.ts";
import { queryNumber, queryValue } from "./query.ts";

/** The hub's word for a kind; it has none for the others. */
const TYPES: Partial<Record<AssetKind, string>> = {
  model: "model",
  dataset: "dataset",
  app: "space",
};

/** Favourites of one answer: the further ones follow by `Link`. */
const MOST = 1000;
const PAGE = 100;

/** A like of the hub is a favourite of the gallery: the same list, the same count. */
export function likeRoutes(hub: Hub): void {
  const { app, contextOf } = hub;
  onEachType(hub, { method: "POST", path: "/like", right: "see", answer: like });
  onEachType(hub, { method: "DELETE", path: "/like", right: "see", answer: unlike });
  onEachType(hub, { method: "GET", path: "/likers", right: "see", answer: listLikers });
  app.get("/api/users/:user/likes", async (request, reply) => {
    const ctx = await contextOf(request);
    const { user } = request.params as { user: string };
    // Whose favourites they are is theirs to know.
    const { name } = requireAccount(ctx);
    if (user.toLowerCase() !== name.toLowerCase()) throw problem("not-found");
    return listLikes({ ctx, request, reply });
  });
}

async function like({ ctx, repository }: RepositoryCall) {
  const { kind, ownerName: owner, name } = repository;
  await addFavourite(ctx, { kind, owner, name });
  return {};
}

async function unlike({ ctx, repository }: RepositoryCall) {
  const { kind, ownerName: owner, name } = repository;
  await removeFavourite(ctx, { kind, owner, name });
  return {};
}

/** Whose favourites they are is theirs to know: everyone finds here themselves alone. */
async function listLikers({ ctx, repository }: RepositoryCall) {
  if (ctx.viewer.kind !== "account") return [];
  if (!(await isFavourite(ctx.db, ctx.viewer.accountId, repository.id))) return [];
  const { name, nickname, avatarUrl } = await getOwnAccount(ctx.db, ctx.viewer.accountId);
  const picture = avatarUrl === null ? "" : ctx.baseUrl + avatarUrl;
  return [{ user: name, fullname: nickname || name, avatarUrl: picture, type: "user" }];
}

async function listLikes(exchange: Exchange) {
  const { ctx, request } = exchange;
  const most = queryNumber(request, "limit", { fallback: MOST, max: MOST });
  const likes = [];
  let cursor = queryValue(request, "cursor");
  do {
    const limit = Math.min(PAGE, most - likes.length);
    const page = await listFavourites(ctx, { cursor, limit });
    for (const { kind, owner, name, updatedAt } of page.items) {
      const type = TYPES[kind];
      if (type === undefined) continue;
      likes.push({ createdAt: updatedAt, repo: { name: `${owner.name}/${name}`, type } });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && likes.length < most);
  linkNextPage(exchange, ctx.baseUrl, cursor ?? null);
  return likes;
}

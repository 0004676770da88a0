import { getOwnAccount, requireAccount } from "../../accounts/index.ts";
import { addFavourite, isFavourite, listFavourites, removeFavourite } from "../../assets/index.ts";
import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RepositoryCall } from "../repository-call.ts";
import { type Hub, onEachType } from "./hub.ts";

/** The hub's word for a kind; it has none for the others. */
const TYPES: Partial<Record<AssetKind, string>> = {
  model: "model",
  dataset: "dataset",
  app: "space",
};

/** Most favourites of one answer: clients ask for no further page. */
const MOST = 1000;
const PAGE = 100;

/** A like of the hub is a favourite of the gallery: the same list, the same count. */
export function likeRoutes(hub: Hub): void {
  const { app, contextOf } = hub;
  onEachType(hub, { method: "POST", path: "/like", right: "see", answer: like });
  onEachType(hub, { method: "DELETE", path: "/like", right: "see", answer: unlike });
  onEachType(hub, { method: "GET", path: "/likers", right: "see", answer: listLikers });
  app.get("/api/users/:user/likes", async (request) => {
    const ctx = await contextOf(request);
    const { user } = request.params as { user: string };
    // Whose favourites they are is theirs to know.
    const { name } = requireAccount(ctx);
    if (user.toLowerCase() !== name.toLowerCase()) throw problem("not-found");
    return listLikes(ctx);
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

async function listLikes(ctx: RepositoryCall["ctx"]) {
  const likes = [];
  let cursor: string | undefined;
  do {
    const page = await listFavourites(ctx, { cursor, limit: PAGE });
    for (const { kind, owner, name, updatedAt } of page.items) {
      const type = TYPES[kind];
      if (type === undefined) continue;
      likes.push({ createdAt: updatedAt, repo: { name: `${owner.name}/${name}`, type } });
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && likes.length < MOST);
  return likes;
}

import type { Likes } from "#contract/community/article.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { type Repository, requireRepository } from "../../repositories/index.ts";
import { findCommentsPlace, requireActor } from "../comments/find-comments-place.ts";
import { deleteLike, insertLike, readLikes } from "./store/likes.ts";

export async function getLikes(ctx: RequestContext, address: Address): Promise<Likes> {
  return likesOf(ctx, await requireRepository(ctx, address, "see"));
}

/** COM-3: likes an asset; doing it twice changes nothing. */
export async function addLike(ctx: RequestContext, address: Address): Promise<Likes> {
  const place = await findCommentsPlace(ctx, address);
  const { accountId } = requireActor(ctx, place);
  const { repository } = place;
  await withTransaction(ctx.db, (trx) => insertLike(trx, { assetId: repository.id, accountId }));
  return likesOf(ctx, repository);
}

/** COM-3: takes the like back; without one nothing changes. */
export async function removeLike(ctx: RequestContext, address: Address): Promise<Likes> {
  const place = await findCommentsPlace(ctx, address);
  const { accountId } = requireActor(ctx, place);
  const { repository } = place;
  await withTransaction(ctx.db, (trx) => deleteLike(trx, { assetId: repository.id, accountId }));
  return likesOf(ctx, repository);
}

async function likesOf({ db, viewer }: RequestContext, { publicId }: Repository): Promise<Likes> {
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const likes = await readLikes(db, [publicId], viewerId);
  return likes.get(publicId) ?? { likes: 0, isLiked: false };
}

import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount, type SignedIn } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import {
  findRepository,
  isWritingCredential,
  type Repository,
  requireRight,
  type RightLevel,
} from "../../repositories/index.ts";
import { type CommentRow, findComment, type Reading } from "./store/comments.ts";

/** An asset that the viewer sees, as the place of its comments. */
export type CommentsPlace = { repository: Repository; level: RightLevel; reading: Reading };

export type CommentAddress = Address & { comment: string };

/** @throws {Problem} `not-found` for those who may not know of it. */
export async function findCommentsPlace(
  ctx: RequestContext,
  address: Address,
  right: "see" | "manage" = "see",
): Promise<CommentsPlace> {
  const found = await findRepository(ctx, address);
  const repository = requireRight(ctx, { address, found, right });
  const readerId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  return { repository, level: found?.level ?? 0, reading: { assetId: repository.id, readerId } };
}

/**
 * The viewer, who acts under their own name: with the browser, or with a token that may write here.
 * @throws {Problem} `not-signed-in`, `token-scope-too-small`.
 */
export function requireActor(ctx: RequestContext, { repository }: CommentsPlace): SignedIn {
  const viewer = requireAccount(ctx);
  if (isWritingCredential(viewer, repository.id)) return viewer;
  throw problem("token-scope-too-small", {
    detail: "This needs a token that may write to this repository",
  });
}

const PUBLIC_ID = /^[0-9a-f]{24}$/;

/** @throws {Problem} `comment-not-found`, also for one on another asset. */
export async function requireComment(
  db: Database,
  { reading }: CommentsPlace,
  publicId: string,
): Promise<CommentRow> {
  const found = PUBLIC_ID.test(publicId) ? await findComment(db, reading, { publicId }) : undefined;
  if (found !== undefined) return found;
  throw problem("comment-not-found", { detail: "There is no such comment on this asset" });
}

/** What was taken away is no longer answered, liked or changed. @throws {Problem} `comment-gone`. */
export function requireShown({ state }: CommentRow): void {
  if (state === "shown") return;
  throw problem("comment-gone", { detail: `This comment was ${state}`, extra: { state } });
}

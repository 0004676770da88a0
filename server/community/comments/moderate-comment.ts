import type { AssetComment } from "#contract/community/comment.ts";
import { problem } from "#contract/problems.ts";
import { notify } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { commentPath } from "./comment-path.ts";
import { holdComment } from "./edit-comment.ts";
import {
  type CommentAddress,
  type CommentsPlace,
  findCommentsPlace,
  requireActor,
  requireComment,
} from "./find-comments-place.ts";
import { isStanding } from "./policy.ts";
import { presentComment } from "./present.ts";
import { addToCommentCount } from "./store/boards.ts";
import { buryComment, type CommentRow, setModeration } from "./store/comments.ts";

export type Moderation = { action: "hide" | "show" | "remove"; reason: string };

/**
 * COM-1: hides a comment, shows it again, or removes its words for good: who manages the asset, and
 * administrators. Its author is told why.
 * @throws {Problem} `comment-not-found`; `comment-gone` for what was removed or deleted already.
 */
export async function moderateComment(
  ctx: RequestContext,
  { comment, ...address }: CommentAddress,
  moderation: Moderation,
): Promise<AssetComment> {
  const place = await findCommentsPlace(ctx, address, "manage");
  requireActor(ctx, place);
  const row = await withTransaction(ctx.db, (trx) =>
    applyModeration(ctx, trx, { place, comment, moderation }),
  );
  return presentComment(ctx, place, row);
}

type Applied = { place: CommentsPlace; comment: string; moderation: Moderation };

/** The same within a transaction, for who was let on already. */
export async function applyModeration(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { place, comment, moderation: { action, reason } }: Applied,
): Promise<CommentRow> {
  const { accountId } = requireActor(ctx, place);
  const row = await holdComment(trx, place, comment);
  if (!isStanding(row)) {
    const { state } = row;
    throw problem("comment-gone", { detail: `This comment was ${state}`, extra: { state } });
  }
  const wasShown = row.state === "shown";
  if (action !== "remove" && wasShown === (action === "show")) return row;
  if (action === "remove") await buryComment(trx, row.id, { reason, accountId });
  else {
    const isHiding = action === "hide";
    const state = isHiding ? "hidden" : "shown";
    await setModeration(trx, row.id, { state, reason: isHiding ? reason : null, accountId });
  }
  const { repository } = place;
  if (action === "show") await addToCommentCount(trx, repository.id, 1);
  else if (wasShown) await addToCommentCount(trx, repository.id, -1);
  const subject = `${repository.ownerName}/${repository.name}`;
  await recordAudit(trx, ctx, {
    action: "community.comment-moderated",
    subject,
    details: { comment, action, reason },
  });
  if (action !== "show" && row.authorId !== null && row.authorId !== accountId) {
    const path = commentPath(repository, comment);
    const params = { asset: subject, reason };
    await notify(trx, { to: [row.authorId], kind: "comment-moderated", params, path });
  }
  return requireComment(trx, place, comment);
}

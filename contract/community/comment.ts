import { z } from "zod";
import { NamespaceSummary, text, Timestamp } from "../fields.ts";
import { asIssue } from "../issues.ts";
import { COMMENT_MAX, MODERATION_REASON_MAX } from "./comment-limits.ts";

export const AssetCommentBody = text("comment", { min: 1, max: COMMENT_MAX });

/**
 * `hidden`: a moderator may show it again; `removed`: a moderator has deleted its words; `deleted`:
 * its author has, and there are replies to it.
 */
export const CommentState = z.enum(["shown", "hidden", "removed", "deleted"]);
export type CommentState = z.infer<typeof CommentState>;

/** What this viewer may do with a comment now. */
const CommentAbilities = z.object({
  reply: z.boolean(),
  like: z.boolean(),
  edit: z.boolean(),
  delete: z.boolean(),
  /** To hide it, to show it again, to remove it. */
  moderate: z.boolean(),
});

export const AssetComment = z.object({
  id: z.string(),
  /** The comment that its thread began with; null: this one. */
  root: z.string().nullable(),
  /** Whom it answers within its thread; null for an answer to the first one, or to what is gone. */
  replyTo: z.object({ id: z.string(), author: NamespaceSummary.nullable() }).nullable(),
  /** Null when the account, or the comment itself, is gone. */
  author: NamespaceSummary.nullable(),
  /** Its author manages the asset. */
  isByPublisher: z.boolean(),
  state: CommentState,
  /** Why it was hidden or removed: for its author and for moderators. */
  reason: z.string().nullable(),
  /** Markdown; null when this viewer may not read it. */
  body: z.string().nullable(),
  /** Names of accounts in `body` that lead to their pages. */
  mentions: z.array(z.string()),
  likeCount: z.number().int(),
  isLiked: z.boolean(),
  /** How many comments are in the thread that it began; 0 for a reply. */
  replyCount: z.number().int(),
  createdAt: Timestamp,
  editedAt: Timestamp.nullable(),
  abilities: CommentAbilities,
});
export type AssetComment = z.infer<typeof AssetComment>;

/** A comment with the first replies to it; the others are a list of their own. */
export const CommentThread = AssetComment.extend({
  replies: z.array(AssetComment),
  /** Cursor of the list of replies, behind those that are here; null: these are all. */
  nextReplies: z.string().nullable(),
});
export type CommentThread = z.infer<typeof CommentThread>;

/** What is known of an asset's comments without reading them. */
export const CommentBoard = z.object({
  /** Comments and replies that everybody reads. */
  count: z.number().int(),
  canPost: z.boolean(),
  canModerate: z.boolean(),
});
export type CommentBoard = z.infer<typeof CommentBoard>;

export const CommentLike = z.object({ likeCount: z.number().int(), isLiked: z.boolean() });

export const CommentModeration = z
  .object({
    action: z.enum(["hide", "show", "remove"]),
    reason: text("reason", { max: MODERATION_REASON_MAX }).default(""),
  })
  .refine(({ action, reason }) => action === "show" || reason !== "", {
    ...asIssue("required", "reason is required to hide or remove a comment"),
    path: ["reason"],
  });

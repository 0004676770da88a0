import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  AssetComment,
  AssetCommentBody,
  CommentBoard,
  CommentLike,
  CommentModeration,
  CommentThread,
} from "./comment.ts";

const COMMENTS = "/assets/:kind/:owner/:name/comments";
const COMMENT = `${COMMENTS}/:comment` as const;

const SEE = { who: "anyone", scope: "read", right: "see" } as const;
/** Whoever sees an asset may speak of it. */
const SPEAK = { who: "signed-in", scope: "write", right: "see" } as const;

const CommentId = z.string().min(1).max(64);
const CommentAddress = Address.extend({ comment: CommentId });

export const getCommentBoard = endpoint({
  id: "community.get-comment-board",
  method: "GET",
  path: "/assets/:kind/:owner/:name/comment-board",
  summary: "How many comments an asset has, and what the viewer may do there",
  access: SEE,
  params: Address,
  answer: { status: 200, body: CommentBoard },
});

export const listAssetComments = endpoint({
  id: "community.list-asset-comments",
  method: "GET",
  path: COMMENTS,
  summary: "Comments on an asset, each with the first replies to it",
  access: SEE,
  params: Address,
  query: PageQuery.extend({ sort: z.enum(["newest", "oldest", "liked"]).default("newest") }),
  answer: { status: 200, body: pageOf(CommentThread) },
});

export const getAssetComment = endpoint({
  id: "community.get-asset-comment",
  method: "GET",
  path: COMMENT,
  summary: "The thread that a comment stands in; of a reply, that one and what follows it",
  access: SEE,
  params: CommentAddress,
  answer: { status: 200, body: CommentThread },
  problems: ["comment-not-found"],
});

export const listCommentReplies = endpoint({
  id: "community.list-comment-replies",
  method: "GET",
  path: `${COMMENT}/replies`,
  summary: "Everything said in the thread that a comment began, oldest first",
  access: SEE,
  params: CommentAddress,
  query: PageQuery,
  answer: { status: 200, body: pageOf(AssetComment) },
  problems: ["comment-not-found"],
});

export const postAssetComment = endpoint({
  id: "community.post-asset-comment",
  method: "POST",
  path: COMMENTS,
  summary: "Comment on an asset, or answer a comment",
  access: SPEAK,
  params: Address,
  body: z.object({ body: AssetCommentBody, replyTo: CommentId.optional() }),
  answer: { status: 201, body: AssetComment },
  problems: [
    "not-onboarded",
    "notices-off",
    "sensitive-words",
    "comment-not-found",
    "comment-gone",
    "rate-limited",
  ],
  idempotent: true,
});

export const editAssetComment = endpoint({
  id: "community.edit-asset-comment",
  method: "PATCH",
  path: COMMENT,
  summary: "Change one's own comment",
  access: SPEAK,
  params: CommentAddress,
  body: z.object({ body: AssetCommentBody }),
  answer: { status: 200, body: AssetComment },
  problems: [
    "not-onboarded",
    "notices-off",
    "sensitive-words",
    "comment-not-found",
    "comment-gone",
    "rate-limited",
  ],
});

export const deleteAssetComment = endpoint({
  id: "community.delete-asset-comment",
  method: "DELETE",
  path: COMMENT,
  summary: "Delete one's own comment; where there are replies its place stays",
  access: SPEAK,
  params: CommentAddress,
  answer: { status: 204 },
  problems: ["comment-not-found"],
});

export const moderateAssetComment = endpoint({
  id: "community.moderate-asset-comment",
  method: "POST",
  path: `${COMMENT}/moderation`,
  summary: "Hide a comment, show it again, or remove it for good: who manages the asset",
  access: { who: "signed-in", scope: "write", right: "manage" },
  params: CommentAddress,
  body: CommentModeration,
  answer: { status: 200, body: AssetComment },
  problems: ["comment-not-found", "comment-gone"],
});

export const likeAssetComment = endpoint({
  id: "community.like-asset-comment",
  method: "PUT",
  path: `${COMMENT}/like`,
  summary: "Like a comment; doing it twice changes nothing",
  access: SPEAK,
  params: CommentAddress,
  answer: { status: 200, body: CommentLike },
  problems: ["comment-not-found", "comment-gone", "rate-limited"],
});

export const unlikeAssetComment = endpoint({
  id: "community.unlike-asset-comment",
  method: "DELETE",
  path: `${COMMENT}/like`,
  summary: "Take a like back",
  access: SPEAK,
  params: CommentAddress,
  answer: { status: 200, body: CommentLike },
  problems: ["comment-not-found", "rate-limited"],
});

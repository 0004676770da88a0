import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  Board,
  CommentBody,
  CommentEvent,
  CommentVersion,
  Discussion,
  DiscussionEvent,
  DiscussionSummary,
  DiscussionTitle,
} from "./discussion.ts";

const BASE = "/assets/:kind/:owner/:name";
const THREADS = `${BASE}/discussions` as const;
const THREAD = `${THREADS}/:num` as const;
const COMMENT = `${THREAD}/comments/:comment` as const;

const READ = { who: "anyone", scope: "read", right: "read" } as const;
/** Whoever may read may take part; what is whose is decided beside the thread. */
const TAKE_PART = { who: "signed-in", scope: "write", right: "read" } as const;

export const DiscussionAddress = Address.extend({
  num: z.coerce.number().int().min(1).max(2_147_483_647),
});
const CommentAddress = DiscussionAddress.extend({ comment: z.string().min(1).max(64) });

export const getBoard = endpoint({
  id: "community.get-board",
  method: "GET",
  path: `${BASE}/community`,
  summary: "How many discussions and pull requests there are, and whether they are switched on",
  access: READ,
  params: Address,
  answer: { status: 200, body: Board },
});

export const editBoard = endpoint({
  id: "community.edit-board",
  method: "PATCH",
  path: `${BASE}/community`,
  summary: "Switch discussions and pull requests on or off; what was said stays readable",
  access: { who: "signed-in", scope: "write", right: "manage" },
  params: Address,
  body: z.object({ isOpen: z.boolean() }),
  answer: { status: 200, body: Board },
});

export const listDiscussions = endpoint({
  id: "community.list-discussions",
  method: "GET",
  path: THREADS,
  summary: "Discussions and pull requests, newest first",
  access: READ,
  params: Address,
  query: PageQuery.extend({
    type: z.enum(["discussion", "pull-request"]).optional(),
    /** `open` includes drafts, `closed` what was merged. */
    state: z.enum(["open", "closed"]).optional(),
    /** Name of an account. */
    author: z.string().max(200).optional(),
  }),
  answer: { status: 200, body: pageOf(DiscussionSummary) },
});

export const createDiscussion = endpoint({
  id: "community.create-discussion",
  method: "POST",
  path: THREADS,
  summary: "Open a discussion with a first comment",
  access: TAKE_PART,
  params: Address,
  body: z.object({ title: DiscussionTitle, body: CommentBody }),
  answer: { status: 201, body: Discussion },
  problems: ["discussions-off", "rate-limited"],
  idempotent: true,
});

export const getDiscussion = endpoint({
  id: "community.get-discussion",
  method: "GET",
  path: THREAD,
  summary: "One discussion or pull request, with what the viewer may do",
  access: READ,
  params: DiscussionAddress,
  answer: { status: 200, body: Discussion },
  problems: ["discussion-not-found"],
});

export const listDiscussionEvents = endpoint({
  id: "community.list-discussion-events",
  method: "GET",
  path: `${THREAD}/events`,
  summary: "What was said and done, oldest first",
  access: READ,
  params: DiscussionAddress,
  query: PageQuery,
  answer: { status: 200, body: pageOf(DiscussionEvent) },
  problems: ["discussion-not-found"],
});

export const renameDiscussion = endpoint({
  id: "community.rename-discussion",
  method: "PATCH",
  path: THREAD,
  summary: "Change the title: its author, or who may write to the repository",
  access: TAKE_PART,
  params: DiscussionAddress,
  body: z.object({ title: DiscussionTitle }),
  answer: { status: 200, body: Discussion },
  problems: ["discussion-not-found"],
});

export const changeDiscussionStatus = endpoint({
  id: "community.change-discussion-status",
  method: "POST",
  path: `${THREAD}/status`,
  summary: "Close, open again, or make a draft ready: its author, or who may write",
  access: TAKE_PART,
  params: DiscussionAddress,
  body: z.object({ status: z.enum(["open", "closed"]), comment: CommentBody.optional() }),
  answer: { status: 200, body: Discussion },
  problems: ["discussion-not-found", "discussion-state-wrong", "rate-limited"],
});

export const addComment = endpoint({
  id: "community.add-comment",
  method: "POST",
  path: `${THREAD}/comments`,
  summary: "Say something",
  access: TAKE_PART,
  params: DiscussionAddress,
  body: z.object({ body: CommentBody }),
  answer: { status: 201, body: CommentEvent },
  problems: ["discussion-not-found", "discussions-off", "discussion-full", "rate-limited"],
  idempotent: true,
});

export const editComment = endpoint({
  id: "community.edit-comment",
  method: "PATCH",
  path: COMMENT,
  summary: "Change one's own comment; the text before stays as a version",
  access: TAKE_PART,
  params: CommentAddress,
  body: z.object({ body: CommentBody }),
  answer: { status: 200, body: CommentEvent },
  problems: ["discussion-not-found", "comment-not-found", "discussion-state-wrong", "rate-limited"],
});

export const hideComment = endpoint({
  id: "community.hide-comment",
  method: "POST",
  path: `${COMMENT}/hide`,
  summary: "Hide a comment for good: its author, or who may write to the repository",
  access: TAKE_PART,
  params: CommentAddress,
  answer: { status: 200, body: CommentEvent },
  problems: ["discussion-not-found", "comment-not-found"],
});

export const listCommentVersions = endpoint({
  id: "community.list-comment-versions",
  method: "GET",
  path: `${COMMENT}/versions`,
  summary: "What a comment said before, newest first; of a hidden one only for who may write",
  access: READ,
  params: CommentAddress,
  answer: { status: 200, body: z.object({ items: z.array(CommentVersion) }) },
  problems: ["discussion-not-found", "comment-not-found"],
});

import { z } from "zod";
import type {
  CommentVersion,
  Discussion,
  DiscussionEvent,
} from "#contract/community/discussion.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { findComment } from "./find-comment.ts";
import { type DiscussionAddress, findThread } from "./find-thread.ts";
import { presentEvents, presentThread } from "./present.ts";
import { type EventRow, findLastEvent, listEventRows, listVersions } from "./store/events.ts";

const SHOWN_VERSIONS = 100;

export async function getDiscussion(
  ctx: RequestContext,
  address: DiscussionAddress,
): Promise<Discussion> {
  return presentThread(ctx.db, await findThread(ctx, address));
}

/** What was said and done, oldest first. */
export async function listDiscussionEvents(
  ctx: RequestContext,
  address: DiscussionAddress,
  { cursor, limit }: PageQuery,
): Promise<Page<DiscussionEvent>> {
  const { discussion, abilities } = await findThread(ctx, address);
  const after = decodeCursor(cursor, z.number().int()) ?? 0;
  const rows = await listEventRows(ctx.db, discussion.id, { after, limit: limit + 1 });
  const page = toPage(rows, limit, { itemOf: (row: EventRow) => row, keyOf: ({ id }) => id });
  const reader = { viewer: ctx.viewer, abilities };
  return { ...page, items: await presentEvents(ctx.db, reader, page.items) };
}

/** The newest event of a type: what a change has just written. */
export async function getLastEvent(
  ctx: RequestContext,
  address: DiscussionAddress,
  type: EventRow["type"],
): Promise<DiscussionEvent> {
  const { discussion, abilities } = await findThread(ctx, address);
  const row = await findLastEvent(ctx.db, discussion.id, type);
  const reader = { viewer: ctx.viewer, abilities };
  const [event] = await presentEvents(ctx.db, reader, row === undefined ? [] : [row]);
  if (event === undefined) throw new Error(`#${discussion.num} has no ${type}`);
  return event;
}

/** What a comment said before it was edited, newest first. */
export async function listCommentVersions(
  ctx: RequestContext,
  { comment, ...address }: DiscussionAddress & { comment: string },
): Promise<{ items: CommentVersion[] }> {
  const { discussion, abilities } = await findThread(ctx, address);
  const event = await findComment(ctx.db, discussion.id, comment);
  if (event.isHidden && !abilities.moderate) {
    throw problem("comment-not-found", { detail: "This comment is hidden" });
  }
  const rows = await listVersions(ctx.db, event.id, SHOWN_VERSIONS);
  return {
    items: rows.map(({ body, written_at: at }) => ({ body, writtenAt: at.toISOString() })),
  };
}

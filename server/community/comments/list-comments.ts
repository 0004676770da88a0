import { z } from "zod";
import type { AssetComment, CommentBoard, CommentThread } from "#contract/community/comment.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, encodeCursor, toPage } from "../../platform/paging.ts";
import { isWritingCredential } from "../../repositories/index.ts";
import {
  type CommentAddress,
  type CommentsPlace,
  findCommentsPlace,
  requireComment,
} from "./find-comments-place.ts";
import { canModerate } from "./policy.ts";
import { presentComments } from "./present.ts";
import { readCommentCount } from "./store/boards.ts";
import {
  type CommentRow,
  type CommentSort,
  findComment,
  listFirstReplies,
  listReplies,
  listRoots,
} from "./store/comments.ts";

/** Replies that are shown with the comment they belong to. */
const FIRST_REPLIES = 3;

const RootCursor = z.tuple([z.number().int(), z.number().int()]);
const ReplyCursor = z.number().int();

/** How many comments an asset has, and what the viewer may do there. */
export async function getCommentBoard(
  ctx: RequestContext,
  address: Address,
): Promise<CommentBoard> {
  const place = await findCommentsPlace(ctx, address);
  return {
    count: await readCommentCount(ctx.db, place.repository.id),
    canPost: isWritingCredential(ctx.viewer, place.repository.id),
    canModerate: canModerate(ctx.viewer, place),
  };
}

/** COM-1: the threads about an asset, each with its first replies. */
export async function listComments(
  ctx: RequestContext,
  address: Address,
  { sort, cursor, limit }: PageQuery & { sort: CommentSort },
): Promise<Page<CommentThread>> {
  const place = await findCommentsPlace(ctx, address);
  const key = decodeCursor(cursor, RootCursor);
  const after = key === null ? null : { id: key[0], likeCount: key[1] };
  const roots = await listRoots(ctx.db, place.reading, { sort, after, limit });
  const { items, nextCursor } = toPage(roots, limit, {
    itemOf: (row: CommentRow) => row,
    keyOf: ({ id, likeCount }) => [id, likeCount],
  });
  const replies = await listFirstReplies(ctx.db, place.reading, {
    rootIds: items.filter(({ replyCount }) => replyCount > 0).map(({ id }) => id),
    limit: FIRST_REPLIES,
  });
  return { items: await presentThreads(ctx, place, { roots: items, replies }), nextCursor };
}

/**
 * Where a link to one comment leads: its thread. Of a reply the thread goes on from there, so that it
 * is found at once among thousands.
 * @throws {Problem} `comment-not-found`.
 */
export async function getComment(
  ctx: RequestContext,
  { comment: publicId, ...address }: CommentAddress,
): Promise<CommentThread> {
  const place = await findCommentsPlace(ctx, address);
  const linked = await requireComment(ctx.db, place, publicId);
  const root =
    linked.rootId === null
      ? linked
      : await findComment(ctx.db, place.reading, { id: linked.rootId });
  const replies = await listReplies(ctx.db, place.reading, {
    rootId: linked.rootId ?? linked.id,
    after: linked.rootId === null ? 0 : linked.id - 1,
    limit: FIRST_REPLIES,
  });
  const [thread] = await presentThreads(ctx, place, { roots: [root ?? linked], replies });
  if (thread === undefined) throw new Error("a comment has no thread");
  return thread;
}

/** Everything said in a thread, oldest first. */
export async function listThread(
  ctx: RequestContext,
  { comment: publicId, ...address }: CommentAddress,
  { cursor, limit }: PageQuery,
): Promise<Page<AssetComment>> {
  const place = await findCommentsPlace(ctx, address);
  const { id, rootId } = await requireComment(ctx.db, place, publicId);
  const after = decodeCursor(cursor, ReplyCursor) ?? 0;
  const rows = await listReplies(ctx.db, place.reading, { rootId: rootId ?? id, after, limit });
  const page = toPage(rows, limit, {
    itemOf: (row: CommentRow) => row,
    keyOf: (row: CommentRow) => row.id,
  });
  return { ...page, items: await presentComments(ctx, place, page.items) };
}

type Rows = { roots: readonly CommentRow[]; replies: readonly CommentRow[] };

async function presentThreads(
  ctx: RequestContext,
  place: CommentsPlace,
  { roots, replies }: Rows,
): Promise<CommentThread[]> {
  const presented = await presentComments(ctx, place, [...roots, ...replies]);
  return roots.flatMap(({ id }, at) => {
    const own = replies.flatMap((row, index) =>
      row.rootId === id ? [{ row, comment: presented[roots.length + index] }] : [],
    );
    const shown = own.slice(0, FIRST_REPLIES);
    const last = shown.at(-1);
    const hasMore = own.length > FIRST_REPLIES && last !== undefined;
    const root = presented[at];
    if (root === undefined) return [];
    return {
      ...root,
      replies: shown.flatMap(({ comment }) => comment ?? []),
      nextReplies: hasMore ? encodeCursor(last.row.id) : null,
    };
  });
}

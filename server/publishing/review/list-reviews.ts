import { z } from "zod";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { ReviewState, ReviewSubject, ReviewSummary } from "#contract/publishing/review.ts";
import { requireAdministrator } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { findDesk } from "./find-desk.ts";
import { presentSummaries } from "./present-review.ts";
import { countQueue, listQueue } from "./store/queue.ts";

const HOUR_MS = 3_600_000;
const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

type Query = PageQuery & {
  state: ReviewState;
  subject?: ReviewSubject | undefined;
  kind?: AssetKind | undefined;
  waitingHours?: number | undefined;
};

/** PLT-3: the queue, what waits longest first. */
export async function listReviews(
  ctx: RequestContext,
  { state, subject, kind, waitingHours, cursor, limit }: Query,
): Promise<Page<ReviewSummary> & { total: number }> {
  const viewer = requireAdministrator(ctx);
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { openedAt: key[0], id: key[1] };
  const openedUntil =
    waitingHours === undefined ? null : new Date(ctx.now().getTime() - waitingHours * HOUR_MS);
  const filter = { state, subject, kind, openedUntil };
  const [rows, total, desk] = await Promise.all([
    listQueue(ctx.db, filter, { after, limit }),
    countQueue(ctx.db, filter),
    findDesk(ctx),
  ]);
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (review) => review,
    keyOf: ({ openedAt, id }) => [openedAt, id],
  });
  return { items: await presentSummaries(ctx.db, items, { viewer, desk }), nextCursor, total };
}

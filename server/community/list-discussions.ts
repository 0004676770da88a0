import { z } from "zod";
import type { DiscussionSummary } from "#contract/community/discussion.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { findPlace } from "./find-place.ts";
import { presentDiscussions } from "./present.ts";
import {
  countDiscussions,
  type DiscussionFilter,
  type DiscussionRow,
  listDiscussionRows,
} from "./store/discussions.ts";

export type DiscussionQuery = {
  type?: "discussion" | "pull-request" | undefined;
  state?: "open" | "closed" | undefined;
  /** Name of an account. */
  author?: string | undefined;
};

const NOBODY = 0;

/** The threads of a repository, newest first. */
export async function listDiscussions(
  ctx: RequestContext,
  address: Address,
  { cursor, limit, ...query }: DiscussionQuery & PageQuery,
): Promise<Page<DiscussionSummary>> {
  const { repository } = await findPlace(ctx, address);
  const before = decodeCursor(cursor, z.number().int()) ?? undefined;
  const filter = await filterOf(ctx.db, query);
  const window = { ...filter, before, limit: limit + 1 };
  const rows = await listDiscussionRows(ctx.db, repository.id, window);
  const page = toPage(rows, limit, {
    itemOf: (row: DiscussionRow) => row,
    keyOf: ({ num }) => num,
  });
  return { ...page, items: await presentDiscussions(ctx.db, page.items) };
}

/** One of the numbered pages that hub clients ask for, and how many there are in all. */
export async function listNumberedDiscussions(
  ctx: RequestContext,
  address: Address,
  { skip, limit, ...query }: DiscussionQuery & { skip: number; limit: number },
): Promise<{ items: DiscussionSummary[]; count: number }> {
  const { repository } = await findPlace(ctx, address);
  const filter = await filterOf(ctx.db, query);
  const [rows, count] = await Promise.all([
    listDiscussionRows(ctx.db, repository.id, { ...filter, skip, limit }),
    countDiscussions(ctx.db, repository.id, filter),
  ]);
  return { items: await presentDiscussions(ctx.db, rows), count };
}

async function filterOf(
  db: Database,
  { type, state, author }: DiscussionQuery,
): Promise<DiscussionFilter> {
  const person = author === undefined ? undefined : await findNamespace(db, author);
  return {
    isPullRequest: type === undefined ? undefined : type === "pull-request",
    isClosed: state === undefined ? undefined : state === "closed",
    authorId: author === undefined ? undefined : (person?.id ?? NOBODY),
  };
}

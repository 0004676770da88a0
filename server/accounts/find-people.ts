import { z } from "zod";
import type { Person } from "#contract/accounts/account.ts";
import type { Page } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, encodeCursor } from "../platform/paging.ts";
import { toSummary } from "./store/namespaces.ts";
import { findByName, findByNickname, findByPublicId, type PersonRow } from "./store/people.ts";

const WAYS = ["name", "id", "nickname"] as const;
/** Which way to match a page goes on with, and after which row of it. */
const Position = z.tuple([z.enum(WAYS), z.string().nullable(), z.number().int()]);
type Position = z.output<typeof Position>;

/**
 * People whose name, account ID or nickname begins with the query: first by name, then by account
 * ID, then by nickname, nobody twice. Each way reads one index from where the last page ended.
 */
export async function findPeople(
  ctx: RequestContext,
  { q, cursor, limit }: { q: string; cursor?: string | undefined; limit: number },
): Promise<Page<Person>> {
  if (q.includes("\0") || !q.isWellFormed()) return { items: [], nextCursor: null };
  const [start, after, afterId] = decodeCursor(cursor, Position) ?? [WAYS[0], null, 0];
  const found: { way: Position[0]; row: PersonRow }[] = [];
  for (const way of WAYS.slice(WAYS.indexOf(start))) {
    const from = way === start ? { after, afterId } : { after: null, afterId: 0 };
    const missing = limit + 1 - found.length;
    if (missing === 0) break;
    const rows = await findBy(way, ctx, { ...from, query: q, limit: missing });
    found.push(...rows.map((row) => ({ way, row })));
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor =
    found.length > limit && last !== undefined ? encodeCursor(positionAfter(last)) : null;
  return { items: shown.map(({ row }) => toPerson(row)), nextCursor };
}

function findBy(
  way: Position[0],
  ctx: RequestContext,
  page: { query: string; after: string | null; afterId: number; limit: number },
): Promise<PersonRow[]> {
  switch (way) {
    case "name":
      return findByName(ctx.db, page);
    case "id":
      return findByPublicId(ctx.db, page);
    case "nickname":
      return findByNickname(ctx.db, page);
  }
}

function positionAfter({ way, row }: { way: Position[0]; row: PersonRow }): Position {
  const keys = { name: row.name_key, id: row.public_id, nickname: row.nickname_key };
  return [way, keys[way], row.id];
}

export function toPerson(row: Parameters<typeof toSummary>[0] & { public_id: string }): Person {
  return { ...toSummary(row), id: row.public_id };
}

import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Purge } from "#contract/repositories/purge.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import type { Repository } from "../repository.ts";
import * as purges from "../store/purges.ts";

/** Purges of a repository, newest first. */
export async function listPurges(
  ctx: Pick<Context, "db">,
  { id }: Pick<Repository, "id">,
  { cursor, limit }: PageQuery,
): Promise<Page<Purge>> {
  const before = decodeCursor(cursor, z.number().int());
  const rows = await purges.listPurges(ctx.db, id, { before, limit });
  const page = toPage(rows, limit, { itemOf: (row) => row, keyOf: (row) => row.id });
  return { ...page, items: await describePurges(ctx, page.items) };
}

export async function describePurges(
  { db }: Pick<Context, "db">,
  rows: readonly purges.PurgeRow[],
): Promise<Purge[]> {
  const ids = rows.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
  const accounts = await summariseNamespaces(db, ids);
  return rows.map((row) => ({
    id: row.publicId,
    kind: row.kind,
    paths: row.paths,
    files: row.fileCount,
    sizeBytes: row.sizeBytes,
    by: accounts.get(row.accountId ?? 0) ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

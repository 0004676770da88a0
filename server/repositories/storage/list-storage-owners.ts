import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { OwnerStorage } from "#contract/repositories/storage.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { Context } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { listOwnersBySize } from "../store/storage-reports.ts";
import { quotaOf } from "./quota.ts";

const Cursor = z.object({ usedBytes: z.number().int(), namespaceId: z.number().int() });

/** Accounts and organisations by what they store, for operators. */
export async function listStorageOwners(
  { db, config }: Pick<Context, "db" | "config">,
  { cursor, limit }: PageQuery,
): Promise<Page<Omit<OwnerStorage, "underWay">>> {
  const after = decodeCursor(cursor, Cursor);
  const rows = await listOwnersBySize(db, { after, limit });
  const page = toPage(rows, limit, {
    itemOf: (row) => row,
    keyOf: ({ usedBytes, namespaceId }) => ({ usedBytes, namespaceId }),
  });
  const ids = page.items.map(({ namespaceId }) => namespaceId);
  const owners = await summariseNamespaces(db, ids);
  const items = page.items.flatMap((row) => {
    const owner = owners.get(row.namespaceId);
    if (owner === undefined) return [];
    const { usedBytes, contentBytes, gitBytes, quotaSource } = row;
    const quotaBytes = quotaOf(row, config.limits);
    return [
      { owner, usedBytes, contentBytes, gitBytes, quotaBytes, isOwnQuota: quotaSource === "own" },
    ];
  });
  return { items, nextCursor: page.nextCursor };
}

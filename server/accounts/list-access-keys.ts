import { z } from "zod";
import type { AccessKey } from "#contract/accounts/credentials.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { requireAccount } from "./require-account.ts";
import * as accessKeys from "./store/access-keys.ts";

/** One's own key pairs, newest first. */
export async function listAccessKeys(
  ctx: RequestContext,
  { cursor, limit }: PageQuery,
): Promise<Page<AccessKey>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await accessKeys.listAccessKeys(ctx.db, { accountId, before, limit: limit + 1 });
  return toPage(rows, limit, { itemOf: toAccessKey, keyOf: (row) => row.id });
}

function toAccessKey(row: accessKeys.AccessKeyRow): AccessKey {
  return {
    id: row.public_id,
    name: row.name,
    accessKey: row.access_key,
    scope: row.scope as AccessKey["scope"],
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

import { z } from "zod";
import type { Token } from "#contract/accounts/credentials.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { presentTokens } from "./present-tokens.ts";
import { requireAccount } from "./require-account.ts";
import * as tokens from "./store/tokens.ts";

/** One's own access tokens, newest first, also expired ones. */
export async function listTokens(
  ctx: RequestContext,
  { cursor, limit }: PageQuery,
): Promise<Page<Token>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await tokens.listTokens(ctx.db, { accountId, before, limit: limit + 1 });
  const page = toPage(rows, limit, { itemOf: (row) => row, keyOf: (row) => row.id });
  return { ...page, items: await presentTokens(ctx.db, page.items) };
}

import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Connection } from "#contract/repositories/connection.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentConnection } from "./present-connection.ts";
import * as store from "./store.ts";

/** The viewer's own connections, newest first. */
export async function listConnections(
  ctx: RequestContext,
  { cursor, limit }: PageQuery,
): Promise<Page<Connection>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await store.listConnections(ctx.db, { accountId, before, limit });
  return toPage(rows, limit, { itemOf: presentConnection, keyOf: (row) => row.id });
}

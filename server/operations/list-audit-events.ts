import { z } from "zod";
import type { PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { listAudit } from "./store.ts";

/** Security-relevant actions, newest first. */
export async function listAuditEvents(ctx: RequestContext, { cursor, limit }: PageQuery) {
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listAudit(ctx.db, { before, limit: limit + 1 });
  return toPage(rows, limit, {
    itemOf: (row) => ({
      id: String(row.id),
      account: row.account,
      action: row.action,
      subject: row.subject,
      details: row.details as Record<string, unknown>,
      ipAddress: row.ip_address,
      createdAt: row.created_at.toISOString(),
    }),
    keyOf: (row) => row.id,
  });
}

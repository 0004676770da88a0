import { z } from "zod";
import type { AuditEvent, AuditQuery } from "#contract/operations/audit-endpoints.ts";
import type { Page } from "#contract/paging.ts";
import { findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { listAudit, listAuditedActions } from "./store.ts";

/** PLT-8: security- and money-relevant actions, newest first. */
export async function listAuditEvents(
  ctx: RequestContext,
  { cursor, limit, account = "", action = "", from, to }: AuditQuery,
): Promise<Page<AuditEvent>> {
  const before = decodeCursor(cursor, z.number().int());
  const who = account === "" ? null : await findNamespace(ctx.db, account);
  if (who === undefined) return { items: [], nextCursor: null };
  const rows = await listAudit(ctx.db, {
    before,
    limit: limit + 1,
    action,
    accountId: who?.id ?? null,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  });
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

export async function listAuditActions(ctx: RequestContext): Promise<{ items: string[] }> {
  return { items: await listAuditedActions(ctx.db) };
}

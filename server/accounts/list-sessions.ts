import { z } from "zod";
import type { PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { requireAccount } from "./require-account.ts";
import * as sessions from "./store/sessions.ts";

/** One's own browser sessions, newest first. */
export async function listSessions(ctx: RequestContext, { cursor, limit }: PageQuery) {
  const { accountId, credential } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await sessions.listSessions(ctx.db, {
    accountId,
    before,
    limit: limit + 1,
    now: ctx.now(),
  });
  return toPage(rows, limit, {
    itemOf: (row) => ({
      id: row.public_id,
      userAgent: row.user_agent,
      ipAddress: row.ip_address,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      isCurrent: credential.kind === "session" && credential.sessionId === row.id,
    }),
    keyOf: (row) => row.id,
  });
}

import { z } from "zod";
import type { PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { listMails } from "./store.ts";

/** Mail that was captured because no SMTP server is configured, newest first. */
export async function listCapturedMails(ctx: RequestContext, { cursor, limit }: PageQuery) {
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listMails(ctx.db, { before, limit: limit + 1 });
  return toPage(rows, limit, {
    itemOf: ({ id, recipient, subject, body, created_at }) => ({
      id: String(id),
      recipient,
      subject,
      body,
      createdAt: created_at.toISOString(),
    }),
    keyOf: (row) => row.id,
  });
}

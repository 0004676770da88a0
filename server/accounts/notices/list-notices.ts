import { z } from "zod";
import type { Notice } from "#contract/accounts/notice.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { requireAccount } from "../require-account.ts";
import { listNoticesOf } from "./store/notices.ts";

type NoticeRow = Awaited<ReturnType<typeof listNoticesOf>>[number];

/** ACC-5: one's own notices, newest first. */
export async function listNotices(
  ctx: RequestContext,
  { unread, cursor, limit }: PageQuery & { unread: boolean },
): Promise<Page<Notice>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const rows = await listNoticesOf(ctx.db, accountId, { onlyUnread: unread, before, limit });
  return toPage(rows, limit, { itemOf: presentNotice, keyOf: (row: NoticeRow) => row.id });
}

function presentNotice(row: NoticeRow): Notice {
  return {
    id: row.public_id,
    kind: row.kind as Notice["kind"],
    params: row.params as Notice["params"],
    path: row.path,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

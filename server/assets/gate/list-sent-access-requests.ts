import { z } from "zod";
import type { AccessStatus, SentAccessRequest } from "#contract/assets/gate.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentOwnRequest } from "./present-request.ts";
import { countSent, listSent } from "./store/lists.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);
type Query = PageQuery & { status?: AccessStatus | undefined; q?: string | undefined };
type Counts = Partial<Record<AccessStatus, number>>;
type SentRow = Awaited<ReturnType<typeof listSent>>[number];

/** ACC-9: what one has asked for oneself. Assets that one sees no longer are not told about. */
export async function listSentAccessRequests(
  ctx: RequestContext,
  { status, q, cursor, limit }: Query,
): Promise<Page<SentAccessRequest> & { counts: Counts }> {
  const { accountId } = requireAccount(ctx);
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { requestedAt: key[0], id: key[1] };
  const now = ctx.now();
  const whose = { viewer: ctx.viewer, accountId, now };
  const [rows, counted] = await Promise.all([
    listSent(ctx.db, whose, { status, q, after, limit }),
    countSent(ctx.db, whose, q).execute(),
  ]);
  const page = toPage(rows, limit, {
    itemOf: (row: SentRow) => ({
      ...presentOwnRequest(row, { now, waitDays: row.gate_wait_days }),
      id: row.public_id,
      asset: presentAsset(row),
    }),
    keyOf: (row: SentRow) => [row.requested_at, row.id],
  });
  const counts = Object.fromEntries(counted.map(({ status: each, count }) => [each, count]));
  return { ...page, counts };
}

type AssetRow = { kind: string; owner: string; name: string; title_zh: string };

export function presentAsset({
  kind,
  owner,
  name,
  title_zh,
}: AssetRow): SentAccessRequest["asset"] {
  return { kind: kind as SentAccessRequest["asset"]["kind"], owner, name, titleZh: title_zh };
}

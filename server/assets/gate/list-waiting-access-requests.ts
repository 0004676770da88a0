import { z } from "zod";
import type { WaitingRequests } from "#contract/assets/gate.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { actingNamespaces } from "../../repositories/index.ts";
import { presentAsset } from "./list-sent-access-requests.ts";
import { listWaiting } from "./store/lists.ts";

const MANAGE = 4;
const Cursor = z.tuple([z.coerce.date(), z.number().int()]);
type WaitingRow = Awaited<ReturnType<typeof listWaiting>>[number];

/** ACC-9: assets whose requests one decides on, one's own, an organisation's, and delegated ones. */
export async function listWaitingAccessRequests(
  ctx: RequestContext,
  { cursor, limit }: PageQuery,
): Promise<Page<WaitingRequests>> {
  const { accountId } = requireAccount(ctx);
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { oldestAt: key[0], assetId: key[1] };
  const { viewer } = ctx;
  const namespaceIds = actingNamespaces(viewer, MANAGE);
  const decider = { viewer, accountId, namespaceIds, now: ctx.now() };
  const rows = await listWaiting(ctx.db, decider, { after, limit });
  return toPage(rows, limit, {
    itemOf: (row: WaitingRow) => ({
      asset: presentAsset(row),
      count: row.count,
      oldestAt: row.oldest_at.toISOString(),
    }),
    keyOf: (row: WaitingRow) => [row.oldest_at, row.id],
  });
}

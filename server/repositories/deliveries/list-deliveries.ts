import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Transfer, TransferState } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentTransfer } from "../bucket-transfers/present-transfer.ts";
import { countTransfers, listTransfers } from "../bucket-transfers/store/transfers.ts";

type Query = PageQuery & { state?: TransferState | undefined; q?: string | undefined };
type Counts = Partial<Record<TransferState, number>>;

/** DIS-9, ACC-9: the viewer's own deliveries, newest first, with how many are in each state. */
export async function listDeliveries(
  ctx: RequestContext,
  { cursor, limit, state, q }: Query,
): Promise<Page<Transfer> & { counts: Counts }> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const filter = { direction: "delivery", q } as const;
  const [rows, counted] = await Promise.all([
    listTransfers(ctx.db, { accountId }, { ...filter, state, before, limit }),
    countTransfers(ctx.db, { ...filter, accountId }).execute(),
  ]);
  const page = toPage(rows, limit, { itemOf: presentTransfer, keyOf: (row) => row.id });
  const counts = Object.fromEntries(counted.map(({ state: each, count }) => [each, count]));
  return { ...page, counts };
}

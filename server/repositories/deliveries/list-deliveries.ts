import { z } from "zod";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentTransfer } from "../bucket-transfers/present-transfer.ts";
import { listTransfers } from "../bucket-transfers/store/transfers.ts";

/** DIS-9: the viewer's own deliveries, newest first. */
export async function listDeliveries(
  ctx: RequestContext,
  { cursor, limit }: PageQuery,
): Promise<Page<Transfer>> {
  const { accountId } = requireAccount(ctx);
  const before = decodeCursor(cursor, z.number().int());
  const page = { direction: "delivery", before, limit } as const;
  const rows = await listTransfers(ctx.db, { accountId }, page);
  return toPage(rows, limit, { itemOf: presentTransfer, keyOf: (row) => row.id });
}

import { z } from "zod";
import type { AccessRequest, AccessStatus } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { requireRepository } from "../../repositories/index.ts";
import { presentRequests } from "./present-request.ts";
import { countRequests, listRequests, type RequestRow } from "./store.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/** PUB-15: the requests in one state, newest first, with the numbers of all. */
export async function listAccessRequests(
  ctx: RequestContext,
  address: Address,
  { status, cursor, limit }: PageQuery & { status: AccessStatus },
): Promise<Page<AccessRequest> & { counts: Record<AccessStatus, number> }> {
  const { id } = await requireRepository(ctx, address, "manage");
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { requestedAt: key[0], id: key[1] };
  const [rows, counts] = await Promise.all([
    listRequests(ctx.db, id, { status, after, limit }),
    countRequests(ctx.db, id),
  ]);
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: RequestRow) => row,
    keyOf: (row: RequestRow) => [row.requested_at, row.id],
  });
  return { items: await presentRequests(ctx.db, items), nextCursor, counts };
}

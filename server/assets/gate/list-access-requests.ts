import { z } from "zod";
import type { AccessRequest, AccessStatus } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { presentRequests } from "./present-request.ts";
import { requireDecider } from "./require-decider.ts";
import { readGate } from "./store/gates.ts";
import { countRequests, listRequests } from "./store/lists.ts";
import type { RequestRow } from "./store/requests.ts";

const Cursor = z.tuple([z.coerce.date(), z.number().int()]);

/** PUB-15: the requests in one state, newest first, with the numbers of all. */
export async function listAccessRequests(
  ctx: RequestContext,
  address: Address,
  { status, cursor, limit }: PageQuery & { status: AccessStatus },
): Promise<Page<AccessRequest> & { counts: Record<AccessStatus, number> }> {
  const { id } = (await requireDecider(ctx, address)).repository;
  const key = decodeCursor(cursor, Cursor);
  const after = key === null ? null : { requestedAt: key[0], id: key[1] };
  const [rows, counts, { waitDays }] = await Promise.all([
    listRequests(ctx.db, id, { status, after, limit }),
    countRequests(ctx.db, id),
    readGate(ctx.db, id),
  ]);
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: RequestRow) => row,
    keyOf: (row: RequestRow) => [row.requested_at, row.id],
  });
  const at = { now: ctx.now(), waitDays };
  return { items: await presentRequests(ctx.db, items, at), nextCursor, counts };
}

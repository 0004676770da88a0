import { z } from "zod";
import type { AssetKind } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Subscription, SubscriptionState } from "#contract/subscriptions/subscription.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { presentSubscriptions } from "./present-subscription.ts";
import { countOwn, listOwn, type OwnRow } from "./store/own.ts";
import { type SubscriptionCounts, sumCounts } from "./sum-counts.ts";

type Query = PageQuery & {
  kind?: AssetKind | undefined;
  state?: SubscriptionState | undefined;
  q?: string | undefined;
};

/** ACC-9: one's own subscriptions, newest first, with how many there are of each kind and state. */
export async function listSubscriptions(
  ctx: RequestContext,
  { kind, state, q, cursor, limit }: Query,
): Promise<Page<Subscription> & { counts: SubscriptionCounts }> {
  const filter = { viewer: requireAccount(ctx), now: ctx.now(), kind, state, q };
  const after = decodeCursor(cursor, z.number().int());
  const rows = await listOwn(ctx.db, { ...filter, after, limit });
  const counted = rows[0]?.counts ?? (await countOwn(ctx.db, filter));
  const page = toPage(rows, limit, {
    itemOf: (row: OwnRow) => row,
    keyOf: (row: OwnRow) => row.id,
  });
  return {
    items: await presentSubscriptions(ctx, page.items),
    nextCursor: page.nextCursor,
    counts: sumCounts(counted, { kind, state }),
  };
}

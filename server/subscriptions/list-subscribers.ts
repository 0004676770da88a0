import { z } from "zod";
import type { Address } from "#contract/fields.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import type { Subscriber, SubscriptionState } from "#contract/subscriptions/subscription.ts";
import { summariseNamespaces } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { decodeCursor, toPage } from "../platform/paging.ts";
import { requireRepository } from "../repositories/index.ts";
import { presentQuota } from "./present-subscription.ts";
import type { SubscriptionRow } from "./store/rows.ts";
import { countOfAsset, listOfAsset } from "./store/subscribers.ts";

type Query = PageQuery & { state?: SubscriptionState | undefined };

/** Who subscribes, for those who manage the asset; newest first, with the numbers of all states. */
export async function listSubscribers(
  ctx: RequestContext,
  address: Address,
  { state, cursor, limit }: Query,
): Promise<Page<Subscriber> & { counts: Record<SubscriptionState, number> }> {
  const { id: assetId } = await requireRepository(ctx, address, "manage");
  const filter = { assetId, now: ctx.now(), state };
  const after = decodeCursor(cursor, z.number().int());
  const [rows, counts] = await Promise.all([
    listOfAsset(ctx.db, { ...filter, after, limit }),
    countOfAsset(ctx.db, filter),
  ]);
  const { items, nextCursor } = toPage(rows, limit, {
    itemOf: (row: SubscriptionRow) => row,
    keyOf: (row: SubscriptionRow) => row.id,
  });
  const accountIds = items.map((row) => row.account_id);
  const accounts = await summariseNamespaces(ctx.db, accountIds);
  return {
    items: items.flatMap((row) => {
      const account = accounts.get(row.account_id);
      return account === undefined ? [] : [{ ...presentQuota(row, ctx.now()), account }];
    }),
    nextCursor,
    counts,
  };
}

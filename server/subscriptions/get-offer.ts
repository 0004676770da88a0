import type { Address } from "#contract/fields.ts";
import type { SubscriptionOffer } from "#contract/subscriptions/subscription.ts";
import type { RequestContext } from "../context.ts";
import { readTerms } from "../publishing/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { findNeededConsents } from "./find-needed-consents.ts";
import { findObstacle } from "./find-obstacle.ts";
import { presentOwn } from "./present-subscription.ts";
import { stateAt } from "./rules.ts";
import { findOpen } from "./store/subscriptions.ts";

/** DIS-5: what the viewer has, what is in the way, and what subscribing would ask and give. */
export async function getOffer(ctx: RequestContext, address: Address): Promise<SubscriptionOffer> {
  const repository = await requireRepository(ctx, address, "see");
  const { id: assetId } = repository;
  const [publicId, obstacle, terms, agreements] = await Promise.all([
    findOwnId(ctx, assetId),
    findObstacle(ctx, ctx.db, repository),
    readTerms(ctx.db, assetId),
    findNeededConsents(ctx, assetId),
  ]);
  return {
    subscription: publicId === undefined ? null : await presentOwn(ctx, publicId),
    obstacle: obstacle ?? null,
    terms,
    agreements,
  };
}

/** One that has reached its end is over, whether that is written down or not. */
async function findOwnId({ viewer, db, now }: RequestContext, assetId: number) {
  if (viewer.kind === "anonymous") return undefined;
  const row = await findOpen(db, { accountId: viewer.accountId, assetId });
  const isOver = row && stateAt({ state: "active", endsAt: row.ends_at }, now()) === "expired";
  return isOver ? undefined : row?.public_id;
}

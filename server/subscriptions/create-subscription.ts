import type { Address } from "#contract/fields.ts";
import { type Problem, problem } from "#contract/problems.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type {
  NewSubscription,
  Subscription,
  SubscriptionObstacle,
} from "#contract/subscriptions/subscription.ts";
import { requireAccount, requireConsent } from "../accounts/index.ts";
import { admitSubscriber, countSubscription } from "../assets/index.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../platform/database/index.ts";
import { readTerms } from "../publishing/index.ts";
import { requireRepository, type Repository } from "../repositories/index.ts";
import { chooseVersion } from "./choose-version.ts";
import { findNeededConsents } from "./find-needed-consents.ts";
import { findObstacle } from "./find-obstacle.ts";
import { presentOwn } from "./present-subscription.ts";
import { type Period, periodOf } from "./rules.ts";
import { settleSubscription } from "./settle-subscription.ts";
import { findOpen, insertSubscription } from "./store/subscriptions.ts";

/**
 * DIS-5: subscribes the viewer under the terms of this moment, which the subscription keeps.
 * @throws {Problem} `not-found` for what the viewer may not see; `subscription-not-offered`, `own-asset`,
 *   `asset-not-published`, `access-needed`, `already-subscribed`; `version-not-found`; `consent-missing` and
 *   `agreement-outdated`.
 */
export async function createSubscription(
  ctx: RequestContext,
  address: Address,
  { version, consents = [] }: NewSubscription,
): Promise<Subscription> {
  const { accountId } = requireAccount(ctx);
  const repository = await requireRepository(ctx, address, "see");
  const { id: assetId } = repository;
  const publicId = await withTransaction(ctx.db, async (trx) => {
    const obstacle = await findObstacle(ctx, trx, repository);
    if (obstacle !== undefined) throw refusal(obstacle);
    await requireNone(trx, ctx, { accountId, assetId });
    const chosen = await chooseVersion(trx, { assetId, wanted: version });
    const needed = await findNeededConsents({ ...ctx, db: trx }, assetId);
    await requireConsent(trx, ctx, {
      agreements: consents,
      needed: needed.map(({ agreement }) => agreement),
    });
    const terms = await readTerms(trx, assetId);
    const startsAt = ctx.now();
    const period = firstPeriod(startsAt, terms);
    const validUntil = period?.endsAt ?? null;
    const common = { accountId, assetId, version: chosen, terms, startsAt };
    const id = await insertSubscription(trx, { ...common, period, consents: needed });
    await admitSubscriber(trx, { assetId, accountId, validUntil });
    await countSubscription(trx, { assetId, change: 1, at: startsAt });
    await record(trx, ctx, { repository, terms, version: chosen });
    return id;
  });
  return presentOwn(ctx, publicId);
}

/** @throws {Problem} `already-subscribed`, unless the one that is there has reached its end. */
async function requireNone(
  trx: DatabaseTransaction,
  { now }: RequestContext,
  key: { accountId: number; assetId: number },
): Promise<void> {
  const before = await findOpen(trx, key);
  if (before !== undefined) await settleSubscription(trx, before, now());
  const open = before && (await findOpen(trx, key));
  if (open === undefined) return;
  throw problem("already-subscribed", {
    extra: { subscription: open.public_id },
    ...(open.state === "cancelled" ? { hint: "Retrieve it among your subscriptions" } : {}),
  });
}

function firstPeriod(startsAt: Date, { duration }: Terms): Period | null {
  return duration === null ? null : periodOf(startsAt, duration, 0);
}

function refusal(obstacle: SubscriptionObstacle): Problem {
  switch (obstacle) {
    case "not-offered":
      return problem("subscription-not-offered");
    case "signed-out":
      return problem("not-signed-in");
    case "own-asset":
      return problem("own-asset");
    case "not-published":
      return problem("asset-not-published");
    case "access-needed":
      return problem("access-needed", { hint: "Ask for access on the page of the asset" });
  }
}

async function record(
  trx: DatabaseTransaction,
  ctx: RequestContext,
  { repository, ...details }: { repository: Repository; terms: Terms; version: string | null },
): Promise<void> {
  const subject = `${repository.ownerName}/${repository.name}`;
  await recordAudit(trx, ctx, { action: "subscriptions.created", subject, details });
}

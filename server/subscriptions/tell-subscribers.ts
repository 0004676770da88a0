import { accountDeleted, notify } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { describePlace, versionPublished } from "../publishing/index.ts";
import { getRepositoryById } from "../repositories/index.ts";
import { settleLeaving } from "./jobs.ts";
import type { SubscriptionRow } from "./store/rows.ts";
import { listOfAsset } from "./store/subscribers.ts";

const PAGE = 1000;

/** What this word does when it hears of events; call before events.start(). */
export function subscribeSubscriptions(ctx: Context): void {
  ctx.events.subscribe(versionPublished, (version, { trx }) =>
    tellSubscribers(trx, { ...version, now: ctx.now() }),
  );
  ctx.events.subscribe(accountDeleted, async (_, { trx }) => {
    await ctx.jobs.enqueue(trx, settleLeaving, {});
  });
}

/** ACC-6: tells whoever has subscribed to an asset that it has a new version. */
async function tellSubscribers(
  trx: DatabaseTransaction,
  { assetId, number, now }: { assetId: number; number: string; now: Date },
): Promise<void> {
  const { name, path } = describePlace(await getRepositoryById(trx, assetId));
  let after: number | null = null;
  do {
    const rows: SubscriptionRow[] = await listOfAsset(trx, {
      assetId,
      now,
      state: "active",
      after,
      limit: PAGE,
    });
    const shown = rows.slice(0, PAGE);
    await notify(trx, {
      to: shown.map((row) => row.account_id),
      kind: "version-published",
      params: { asset: name, version: number },
      path: `${path}/versions`,
    });
    after = rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
  } while (after !== null);
}

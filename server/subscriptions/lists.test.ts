import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { wireDomains } from "../app.ts";
import { setTerms } from "../publishing/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { aPublishedAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { DAY_MS, subscribe, TEN_DAYS } from "../testing/subscriptions.ts";
import { cancelSubscription } from "./cancel-subscription.ts";
import { countSubscriptions } from "./count-subscriptions.ts";
import { listSubscribers } from "./list-subscribers.ts";
import { listSubscriptions } from "./list-subscriptions.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

const aReader = async () => ctx.as(await anOrdinaryUser(ctx));

async function aLimitedAsset(): Promise<Address> {
  const address = await aPublishedAsset(asOwner);
  await setTerms(asOwner, address, TEN_DAYS);
  return address;
}

describe("ACC-9: lists of subscriptions", () => {
  it("are paged and narrowed, and count what each filter would give", async () => {
    const reader = await aReader();
    const models = [await aLimitedAsset(), await aLimitedAsset(), await aLimitedAsset()];
    const ids: string[] = [];
    for (const address of models) ids.unshift((await subscribe(reader, address)).id);
    await cancelSubscription(reader, ids[0] ?? "");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSubscriptions(reader, { limit: 2, cursor });
      expect(page.counts).toEqual({
        kinds: { model: 3 },
        states: { active: 2, cancelled: 1, expired: 0 },
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
    expect(await countSubscriptions(reader)).toEqual({
      kinds: { model: 3 },
      states: { active: 2, cancelled: 1, expired: 0 },
    });
    const active = await listSubscriptions(reader, { limit: 10, state: "active" });
    expect(active.items.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(active.counts.kinds).toEqual({ model: 2 });
    const named = await listSubscriptions(reader, { limit: 10, q: models[0]?.name.toUpperCase() });
    expect(named.items.map(({ id }) => id)).toEqual(ids.slice(2));
    const datasets = await listSubscriptions(reader, { limit: 10, kind: "dataset" });
    expect([datasets.items, datasets.counts.states.active]).toEqual([[], 0]);
    const later = await listSubscriptions(reader.later(10 * DAY_MS), { limit: 10 });
    expect(later.items.map(({ state }) => state)).toEqual(["expired", "expired", "expired"]);
    expect(later.counts.states).toEqual({ active: 0, cancelled: 0, expired: 3 });
  });

  it("tell the owner who subscribes, and until when", async () => {
    const address = await aLimitedAsset();
    const accounts = [await anOrdinaryUser(ctx), await anOrdinaryUser(ctx)];
    for (const account of accounts) await subscribe(ctx.as(account), address);
    const { items, nextCursor, counts } = await listSubscribers(asOwner, address, { limit: 1 });
    expect(items).toMatchObject([
      { account: { name: accounts[1]?.name }, state: "active", daysLeft: 10 },
    ]);
    expect(counts).toEqual({ active: 2, cancelled: 0, expired: 0 });
    const rest = await listSubscribers(asOwner, address, {
      limit: 1,
      cursor: nextCursor ?? undefined,
      state: "active",
    });
    expect(rest.items).toMatchObject([{ account: { name: accounts[0]?.name } }]);
    expect(rest.nextCursor).toBeNull();
  });
});

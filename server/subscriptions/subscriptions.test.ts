import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import { ANONYMOUS } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import {
  decideAccess,
  deleteAsset,
  getAsset,
  grantAccess,
  markOfficial,
  setContentRule,
  setGate,
} from "../assets/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { unlistAsset } from "../publishing/index.ts";
import { relistAsset } from "../publishing/relist-asset.ts";
import { setTerms } from "../publishing/terms/set-terms.ts";
import { findRepository, requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { cancelSubscription } from "./cancel-subscription.ts";
import { createSubscription } from "./create-subscription.ts";
import { getOffer } from "./get-offer.ts";
import { listSubscribers } from "./list-subscribers.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { retrieveSubscription } from "./retrieve-subscription.ts";
import { DAY_MS, subscribe, TEN_DAYS, UNLIMITED } from "./testing/subscribe.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

const aReader = async () => ctx.as(await anOrdinaryUser(ctx));

/** What somebody may do: 0 nothing, 1 see, 2 read. */
async function levelOf(who: TestContext, address: Address): Promise<number> {
  return (await findRepository(who, address))?.level ?? 0;
}

async function aLimitedAsset(asset: Parameters<typeof anAsset>[1] = {}): Promise<Address> {
  const address = await aPublishedAsset(asOwner, asset);
  await setTerms(asOwner, address, TEN_DAYS);
  return address;
}

describe("DIS-5: subscribing", () => {
  it("opens a limited asset to its subscriber alone, for as long as its terms say", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const subscription = await subscribe(reader, address);
    expect(subscription).toMatchObject({
      state: "active",
      address,
      asset: { name: address.name, subscriptions: 1 },
      terms: TEN_DAYS,
      daysLeft: 10,
      renewals: 0,
      version: null,
      abilities: { cancel: true, retrieve: false },
    });
    const lasts = Date.parse(subscription.endsAt ?? "") - Date.parse(subscription.startsAt);
    expect(lasts).toBe(10 * DAY_MS);
    expect(await levelOf(reader, address)).toBe(2);
    expect(await levelOf(await aReader(), address)).toBe(1);
    expect((await getAsset(asOwner, address)).subscriptions).toBe(1);
    const { subscription: own, obstacle } = await getOffer(reader, address);
    expect([own?.id, obstacle]).toEqual([subscription.id, null]);
  });

  it("asks consent to what is in force, for all that is not official, and keeps what was read", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const { agreements } = await getOffer(reader, address);
    expect(agreements.map(({ agreement }) => agreement).toSorted()).toEqual([
      "data-security",
      "service",
    ]);
    await expectProblem(createSubscription(reader, address, {}), "consent-missing");
    const [first, ...others] = agreements;
    if (first === undefined) throw new Error("nothing to accept");
    const half = createSubscription(reader, address, { consents: [first] });
    await expectProblem(half, "consent-missing");
    const old = createSubscription(reader, address, {
      consents: [{ ...first, version: "999.0" }, ...others],
    });
    await expectProblem(old, "agreement-outdated");
    expect(await levelOf(reader, address)).toBe(1);
    const { id } = await createSubscription(reader, address, { consents: agreements });
    const stored = await ctx.db
      .selectFrom("subscriptions")
      .select("consents")
      .where("public_id", "=", id)
      .executeTakeFirstOrThrow();
    expect(stored.consents).toEqual(agreements);
    const official = await aLimitedAsset();
    const repository = await requireRepository(asOwner, official, "see");
    await markOfficial(ctx.db, repository.id);
    const newcomer = await aReader();
    expect((await getOffer(newcomer, official)).agreements).toEqual([]);
    expect(await createSubscription(newcomer, official, {})).toMatchObject({ state: "active" });
  });

  it("answers 404 for what one may not see, whoever guesses its address", async () => {
    const draft = await anAsset(asOwner);
    const unlisted = await aLimitedAsset();
    await unlistAsset(asOwner, unlisted);
    const reader = await aReader();
    for (const address of [draft, unlisted, { ...draft, name: "nothing-here" }]) {
      await expectProblem(createSubscription(reader, address, {}), "not-found");
      await expectProblem(getOffer(reader, address), "not-found");
      await expectProblem(listSubscribers(reader, address, { limit: 10 }), "not-found");
    }
    const listed = await aLimitedAsset();
    await expectProblem(listSubscribers(reader, listed, { limit: 10 }), "forbidden");
  });

  it("says what is in the way: own, not on the shelf, nobody signed in, there already", async () => {
    const address = await aLimitedAsset();
    expect((await getOffer(asOwner, address)).obstacle).toBe("own-asset");
    await expectProblem(createSubscription(asOwner, address, {}), "own-asset");
    const draft = await anAsset(asOwner, { visibility: "public" });
    const reader = await aReader();
    expect((await getOffer(reader, draft)).obstacle).toBe("not-published");
    await expectProblem(createSubscription(reader, draft, {}), "asset-not-published");
    expect((await getOffer(ctx.as(ANONYMOUS), address)).obstacle).toBe("signed-out");
    const { id } = await subscribe(reader, address);
    const again = await expectProblem(subscribe(reader, address), "already-subscribed");
    expect(again.extra).toEqual({ subscription: id });
    const other = createSubscription(await aReader(), address, { version: "9.9.9" });
    await expectProblem(other, "version-not-found");
  });

  it("is one subscription, also when asked for ten times at once", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => subscribe(reader, address)),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await listSubscribers(asOwner, address, { limit: 10 })).items).toHaveLength(1);
    expect((await getAsset(asOwner, address)).subscriptions).toBe(1);
  });

  it("of an organisation's asset is refused to its members, as their own", async () => {
    const member = await anOrdinaryUser(ctx);
    const members = [{ account: member, role: "member" }] as const;
    const { name } = await anOrganisation(ctx, { owner, members });
    const asBoss = ctx.as(await viewerOf(ctx, owner.name));
    const address = await aPublishedAsset(asBoss, { owner: name });
    const asMember = ctx.as(await viewerOf(ctx, member.name));
    await expectProblem(createSubscription(asMember, address, {}), "own-asset");
  });

  it("PUB-15: needs an approved request first where the asset is gated", async () => {
    const address = await aLimitedAsset();
    await setGate(asOwner, address, { mode: "manual" });
    const account = await anOrdinaryUser(ctx);
    const reader = ctx.as(account);
    expect((await getOffer(reader, address)).obstacle).toBe("access-needed");
    await expectProblem(createSubscription(reader, address, {}), "access-needed");
    await grantAccess(asOwner, { ...address, account: account.name });
    expect(await levelOf(reader, address)).toBe(1);
    await subscribe(reader, address);
    expect(await levelOf(reader, address)).toBe(2);
    await decideAccess(asOwner, { ...address, account: account.name }, { status: "rejected" });
    expect(await levelOf(reader, address)).toBe(1);
  });

  it("PUB-15: a gate that comes later stands before others, not before subscribers", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    await subscribe(reader, address);
    await setGate(asOwner, address, { mode: "manual" });
    expect(await levelOf(reader, address)).toBe(2);
    expect(await levelOf(await aReader(), address)).toBe(1);
  });
});

describe("PUB-7: changed terms", () => {
  it("are those of new subscriptions; the others keep the quota of their day", async () => {
    const address = await aPublishedAsset(asOwner);
    const [early, late] = [await aReader(), await aReader()];
    const unlimited = await subscribe(early, address);
    expect(unlimited).toMatchObject({ endsAt: null, daysLeft: null, terms: UNLIMITED });
    await setTerms(asOwner, address, TEN_DAYS);
    expect(await levelOf(early, address)).toBe(2);
    expect((await getOffer(early, address)).subscription?.endsAt).toBeNull();
    const { endsAt } = await subscribe(late, address);
    await setTerms(asOwner, address, { ...TEN_DAYS, duration: { count: 2, unit: "year" } });
    expect((await getOffer(late, address)).subscription?.endsAt).toBe(endsAt);
    await setTerms(asOwner, address, UNLIMITED);
    expect((await getOffer(late, address)).subscription?.endsAt).toBe(endsAt);
    expect(await levelOf(late.later(11 * DAY_MS), address)).toBe(2);
  });
});

describe("DIS-6: cancel and retrieve", () => {
  it("puts away and brings back under the original quota, while the clock runs on", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const { id, endsAt } = await subscribe(reader, address);
    const cancelled = await cancelSubscription(reader.later(2 * DAY_MS), id);
    expect(cancelled).toMatchObject({
      state: "cancelled",
      endsAt,
      daysLeft: 8,
      abilities: { cancel: false, retrieve: true },
    });
    expect(await levelOf(reader, address)).toBe(1);
    expect((await getAsset(asOwner, address)).subscriptions).toBe(0);
    const again = await expectProblem(subscribe(reader, address), "already-subscribed");
    expect(again.hint).toMatch(/retrieve/iu);
    const back = await retrieveSubscription(reader.later(4 * DAY_MS), id);
    expect(back).toMatchObject({ state: "active", endsAt, cancelledAt: null });
    expect(await levelOf(reader, address)).toBe(2);
    expect(await levelOf(reader.later(10 * DAY_MS), address)).toBe(1);
    expect((await getAsset(asOwner, address)).subscriptions).toBe(1);
  });

  it("does nothing twice, and nothing to what is over or somebody else's", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const { id } = await subscribe(reader, address);
    await cancelSubscription(reader, id);
    expect(await cancelSubscription(reader, id)).toMatchObject({ state: "cancelled" });
    await retrieveSubscription(reader, id);
    expect(await retrieveSubscription(reader, id)).toMatchObject({ state: "active" });
    expect((await getAsset(asOwner, address)).subscriptions).toBe(1);
    const other = await aReader();
    await expectProblem(cancelSubscription(other, id), "subscription-not-found");
    await expectProblem(retrieveSubscription(other, "none"), "subscription-not-found");
    await cancelSubscription(reader, id);
    const later = reader.later(10 * DAY_MS);
    const over = await expectProblem(retrieveSubscription(later, id), "subscription-over");
    expect(over.hint).toMatch(/subscribe again/iu);
    await expectProblem(cancelSubscription(later, id), "subscription-over");
  });

  it("keeps a skill: its channels are given", async () => {
    const skill = await anAsset(asOwner, { kind: "skill", visibility: "public" });
    await ctx.db
      .updateTable("assets")
      .set({ listing_state: "published" })
      .where("id", "=", (await requireRepository(asOwner, skill, "see")).id)
      .execute();
    await setTerms(asOwner, skill, { ...UNLIMITED, channels: 8 });
    const reader = await aReader();
    expect(await levelOf(reader, skill)).toBe(1);
    const { id, terms, endsAt, abilities } = await subscribe(reader, skill);
    expect([terms.channels, endsAt, abilities.cancel]).toEqual([8, null, false]);
    expect(await levelOf(reader, skill)).toBe(2);
    await expectProblem(cancelSubscription(reader, id), "subscription-not-cancellable");
  });
});

describe("DIS-7: a subscribed asset works until its end", () => {
  it("PUB-3: also unlisted, while nobody else sees it or may subscribe", async () => {
    const address = await aLimitedAsset();
    const [reader, other] = [await aReader(), await aReader()];
    const { id } = await subscribe(reader, address);
    await unlistAsset(asOwner, address);
    expect(await levelOf(reader, address)).toBe(2);
    expect(await getAsset(reader, address)).toMatchObject({ state: "unlisted" });
    const { items } = await listSubscriptions(reader, { limit: 10 });
    expect(items).toMatchObject([{ state: "active", asset: { state: "unlisted" } }]);
    expect(await levelOf(other, address)).toBe(0);
    await expectProblem(createSubscription(other, address, {}), "not-found");
    await cancelSubscription(reader, id);
    expect(await levelOf(reader, address)).toBe(0);
    expect((await listSubscriptions(reader, { limit: 10 })).items[0]).toMatchObject({
      asset: null,
      address,
    });
    await retrieveSubscription(reader, id);
    expect(await levelOf(reader, address)).toBe(2);
    expect(await levelOf(reader.later(10 * DAY_MS), address)).toBe(0);
    await relistAsset(asOwner, address);
    expect(await levelOf(reader, address)).toBe(2);
  });

  it("PUB-11: closed code is used and not seen; who subscribed sees it once it is open", async () => {
    const address = await aLimitedAsset({ kind: "model" });
    const { id: assetId } = await requireRepository(asOwner, address, "manage");
    const close = (isCodeClosed: boolean) =>
      withTransaction(ctx.db, (trx) => setContentRule(trx, assetId, { isCodeClosed }));
    await close(true);
    const reader = await aReader();
    const closed = await expectProblem(requireRepository(reader, address, "read"), "forbidden");
    expect(closed.extra).toMatchObject({ needs: "open-code" });
    await subscribe(reader, address);
    expect(await levelOf(reader, address)).toBe(1);
    await unlistAsset(asOwner, address);
    expect(await levelOf(reader, address)).toBe(1);
    await close(false);
    expect(await levelOf(reader, address)).toBe(2);
    expect(await levelOf(reader.later(10 * DAY_MS), address)).toBe(0);
  });

  it("PUB-16: is not deleted while somebody has a right to it, put away or not", async () => {
    const address = await aLimitedAsset();
    const reader = await aReader();
    const { id } = await subscribe(reader, address);
    const confirmation = `${address.owner}/${address.name}`;
    await expectProblem(deleteAsset(asOwner, address, confirmation), "asset-subscribed");
    await cancelSubscription(reader, id);
    await expectProblem(deleteAsset(asOwner, address, confirmation), "asset-subscribed");
    await ctx.db
      .updateTable("subscriptions")
      .set({ ends_at: new Date(Date.now() - 1) })
      .where("public_id", "=", id)
      .execute();
    await deleteAsset(asOwner, address, confirmation);
    expect((await listSubscriptions(reader, { limit: 10 })).items).toEqual([]);
  });
});

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

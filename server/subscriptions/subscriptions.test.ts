import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { decideAccess, getAsset, grantAccess, markOfficial, setGate } from "../assets/index.ts";
import { setTerms, unlistAsset } from "../publishing/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser, anOrganisation, aUser, viewerOf } from "../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { createSubscription } from "./create-subscription.ts";
import { getOffer } from "./get-offer.ts";
import { listSubscribers } from "./list-subscribers.ts";
import {
  aLimitedAsset,
  DAY_MS,
  levelOf,
  subscribe,
  TEN_DAYS,
  UNLIMITED,
} from "../testing/subscriptions.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

const aReader = async () => ctx.as(await anOrdinaryUser(ctx));

describe("DIS-5: subscribing", () => {
  it("opens a limited asset to its subscriber alone, for as long as its terms say", async () => {
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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
    const official = await aLimitedAsset(asOwner);
    const repository = await requireRepository(asOwner, official, "see");
    await markOfficial(ctx.db, repository.id);
    const newcomer = await aReader();
    expect((await getOffer(newcomer, official)).agreements).toEqual([]);
    expect(await createSubscription(newcomer, official, {})).toMatchObject({ state: "active" });
  });

  it("answers 404 for what one may not see, whoever guesses its address", async () => {
    const draft = await anAsset(asOwner);
    const unlisted = await aLimitedAsset(asOwner);
    await unlistAsset(asOwner, unlisted);
    const reader = await aReader();
    for (const address of [draft, unlisted, { ...draft, name: "nothing-here" }]) {
      await expectProblem(createSubscription(reader, address, {}), "not-found");
      await expectProblem(getOffer(reader, address), "not-found");
      await expectProblem(listSubscribers(reader, address, { limit: 10 }), "not-found");
    }
    const listed = await aLimitedAsset(asOwner);
    await expectProblem(listSubscribers(reader, listed, { limit: 10 }), "forbidden");
  });

  it("says what is in the way: own, not on the shelf, nobody signed in, there already", async () => {
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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

import { describe, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { deleteAsset, getAsset, setContentRule } from "../assets/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { relistAsset, setTerms, unlistAsset } from "../publishing/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { anAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { cancelSubscription } from "./cancel-subscription.ts";
import { createSubscription } from "./create-subscription.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { retrieveSubscription } from "./retrieve-subscription.ts";
import { aLimitedAsset, DAY_MS, levelOf, subscribe, UNLIMITED } from "../testing/subscriptions.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);

const aReader = async () => ctx.as(await anOrdinaryUser(ctx));

describe("DIS-6: cancel and retrieve", () => {
  it("puts away and brings back under the original quota, while the clock runs on", async () => {
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner);
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
    const address = await aLimitedAsset(asOwner, { kind: "model" });
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
    const address = await aLimitedAsset(asOwner);
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

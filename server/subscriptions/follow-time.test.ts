import { describe, expect, it } from "vitest";
import type { Address } from "#contract/fields.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import { wireDomains } from "../app.ts";
import { getAsset } from "../assets/index.ts";
import { setTerms, unlistAsset } from "../publishing/index.ts";
import { findRepository } from "../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { announceEnds } from "./announce-ends.ts";
import { cancelSubscription } from "./cancel-subscription.ts";
import { expireSubscriptions } from "./expire-subscriptions.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { retrieveSubscription } from "./retrieve-subscription.ts";
import { DAY_MS, subscribe, TEN_DAYS } from "../testing/subscriptions.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);
const asOwner = ctx.as(await anOrdinaryUser(ctx));
const RENEWING: Terms = { ...TEN_DAYS, renews: true };

type Held = { reader: TestContext; accountId: number; address: Address; id: string };

async function aSubscription(terms: Terms): Promise<Held> {
  const address = await aPublishedAsset(asOwner);
  await setTerms(asOwner, address, terms);
  const account = await anOrdinaryUser(ctx);
  const reader = ctx.as(account);
  const { id } = await subscribe(reader, address);
  return { reader, accountId: account.accountId, address, id };
}

/** What the job does each minute, at a later time. */
async function followTime(days: number, on: TestContext = ctx): Promise<void> {
  const later = on.later(days * DAY_MS);
  await expireSubscriptions(later);
  await announceEnds(later);
}

const levelOf = async ({ reader, address }: Held, days: number) =>
  (await findRepository(reader.later(days * DAY_MS), address))?.level ?? 0;

async function stateOf({ reader }: Held, days: number) {
  const { items } = await listSubscriptions(reader.later(days * DAY_MS), { limit: 1 });
  return [items[0]?.state, items[0]?.renewals];
}

function noticesOf({ accountId }: Held) {
  return ctx.db
    .selectFrom("notices")
    .select(["kind", "params"])
    .where("account_id", "=", accountId)
    .where("kind", "like", "quota-%")
    .orderBy("id")
    .execute();
}

describe("DIS-6: time passes", () => {
  it("ends reading at the very end, before any job has run", async () => {
    const held = await aSubscription(TEN_DAYS);
    const minute = 1 / 1440;
    expect([await levelOf(held, 10 - minute), await levelOf(held, 10)]).toEqual([2, 1]);
    expect(await stateOf(held, 10)).toEqual(["expired", 0]);
    await followTime(10);
    expect((await getAsset(asOwner, held.address)).subscriptions).toBe(0);
    expect((await subscribe(held.reader.later(10 * DAY_MS), held.address)).state).toBe("active");
  });

  it("lets one subscribe anew at once, and counts once, when the job has not come by", async () => {
    const held = await aSubscription(TEN_DAYS);
    const anew = await subscribe(held.reader.later(10 * DAY_MS), held.address);
    expect([anew.state, anew.id === held.id]).toEqual(["active", false]);
    await followTime(10);
    expect((await getAsset(asOwner, held.address)).subscriptions).toBe(1);
    expect((await noticesOf(held)).map(({ kind }) => kind)).toEqual(["quota-expired"]);
  });

  it("renews before the end, so that nobody is locked out between, and counts from the first day", async () => {
    const held = await aSubscription(RENEWING);
    await followTime(9.5);
    expect(await stateOf(held, 9.5)).toEqual(["active", 0]);
    await followTime(10 - 0.5 / 24);
    expect(await stateOf(held, 10)).toEqual(["active", 1]);
    expect([await levelOf(held, 19), await levelOf(held, 20)]).toEqual([2, 1]);
    await followTime(57);
    expect(await stateOf(held, 57)).toEqual(["active", 5]);
    expect(await levelOf(held, 59)).toBe(2);
    expect(await noticesOf(held)).toEqual([]);
    expect((await getAsset(asOwner, held.address)).subscriptions).toBe(1);
  });

  it("does not renew what is put away, nor what is off the shelf", async () => {
    const [away, unlisted] = [await aSubscription(RENEWING), await aSubscription(RENEWING)];
    await cancelSubscription(away.reader, away.id);
    await unlistAsset(asOwner, unlisted.address);
    await followTime(10 - 0.5 / 24);
    expect(await levelOf(unlisted, 10 - 0.5 / 24)).toBe(2);
    await followTime(10);
    expect(await stateOf(away, 10)).toEqual(["expired", 0]);
    expect(await stateOf(unlisted, 10)).toEqual(["expired", 0]);
    expect([await levelOf(away, 10), await levelOf(unlisted, 10)]).toEqual([1, 0]);
    const late = retrieveSubscription(away.reader.later(10 * DAY_MS), away.id);
    await expectProblem(late, "subscription-over");
    expect(await noticesOf(away)).toEqual([]);
    expect((await noticesOf(unlisted)).map(({ kind }) => kind)).toEqual([
      "quota-expiring",
      "quota-expired",
    ]);
  });

  it("ACC-6: announces the end once before and once at it, also where two servers look", async () => {
    const held = await aSubscription(TEN_DAYS);
    await followTime(7);
    expect(await noticesOf(held)).toEqual([]);
    await Promise.all([followTime(7.6), followTime(7.6), followTime(7.7)]);
    await followTime(9);
    const asset = `${held.address.owner}/${held.address.name}`;
    const expiring = { kind: "quota-expiring", params: { asset, days: "3" } };
    expect(await noticesOf(held)).toEqual([expiring]);
    await Promise.all([followTime(10), followTime(10), followTime(10.1)]);
    await followTime(11);
    const expired = { kind: "quota-expired", params: { asset } };
    expect(await noticesOf(held)).toEqual([expiring, expired]);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { callerOfAccount } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { addFavourite } from "../add-favourite.ts";
import { countDownload, flushUse } from "../count-use.ts";
import { deleteAsset } from "../delete-asset.ts";
import { flushAllCounters } from "../jobs.ts";
import { removeFavourite } from "../remove-favourite.ts";
import { dayOf, trendingScore } from "../rules.ts";
import { searchAssets } from "../search-assets.ts";
import { showInterest } from "./show-interest.ts";
import { forgetInterests } from "./store.ts";

const DAY_MS = 86_400_000;
const ctx = await testContext();
wireDomains(ctx);

type Shown = { id: number; kind: "model"; owner: string; name: string };
let owner: TestContext;
let mine: Shown;
let others: Shown;

async function publish(): Promise<Shown> {
  const { owner: ownerName, name } = await aPublishedAsset(owner);
  const { id } = await ctx.db
    .selectFrom("repositories")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return { id, kind: "model", owner: ownerName, name };
}

beforeEach(async () => {
  owner = ctx.as(await anOrdinaryUser(ctx));
  others = await publish();
  mine = await publish();
});

/** Downloads of different people, none of whom has an account. */
async function downloads(assetId: number, callers: readonly string[], days = 0) {
  const then = ctx.later(days * DAY_MS);
  for (const caller of callers) countDownload(then, { assetId, caller });
  await flushUse(ctx);
}

const people = (count: number) => Array.from({ length: count }, (_, at) => `198.51.100.${at}`);

/** The names of the two assets in the order of the list. */
async function trend(days = 0): Promise<string[]> {
  await flushAllCounters(ctx.later(days * DAY_MS));
  const { items } = await searchAssets(ctx, { owner: mine.owner, sort: "trending", limit: 10 });
  return items.map(({ name }) => name);
}

async function interestOf(assetId: number): Promise<number> {
  const days = await ctx.db
    .selectFrom("asset_daily_counters")
    .select("interest")
    .where("asset_id", "=", assetId)
    .execute();
  return days.reduce((sum, { interest }) => sum + interest, 0);
}

describe("DIS-1: what trends", () => {
  it("is what more different people have shown interest in lately", async () => {
    await downloads(others.id, people(2));
    await downloads(mine.id, people(3));
    expect(await trend()).toEqual([mine.name, others.name]);
    await addFavourite(ctx.as(await anOrdinaryUser(ctx)), others);
    expect(await trend()).toEqual([others.name, mine.name]);
  });

  it("fades: the interest of a few today is more than that of many long ago", async () => {
    await downloads(others.id, people(8));
    expect(await trend()).toEqual([others.name, mine.name]);
    await downloads(mine.id, people(3), 40);
    expect(await trend(40)).toEqual([mine.name, others.name]);
  });

  it("one person who downloads day after day counts once in a fortnight", async () => {
    await downloads(others.id, people(2));
    for (let day = 0; day < 14; day += 1) await downloads(mine.id, ["203.0.113.9"], day);
    expect(await interestOf(mine.id)).toBe(1);
    await downloads(mine.id, ["203.0.113.9"], 14);
    expect(await interestOf(mine.id)).toBe(2);
  });

  it("a server that has forgotten who called counts nobody again", async () => {
    const interests = [1, 2, 3].map(() => ({
      assetId: mine.id,
      caller: "203.0.113.9",
      action: "download" as const,
      at: ctx.now(),
    }));
    for (const interest of interests) await showInterest(ctx, ctx.db, [interest]);
    await showInterest(ctx, ctx.db, interests);
    expect(await interestOf(mine.id)).toBe(1);
  });

  it("the addresses of one network of IPv6 are one person", async () => {
    const callers = Array.from({ length: 50 }, (_, at) => `2001:db8:1:2::${at.toString(16)}`);
    await downloads(mine.id, callers);
    expect(await interestOf(mine.id)).toBe(1);
  });

  it("a bookmark set and removed again and again counts once", async () => {
    const person = ctx.as(await anOrdinaryUser(ctx));
    for (let round = 0; round < 10; round += 1) {
      await addFavourite(person.later(round * DAY_MS), mine);
      await removeFavourite(person.later(round * DAY_MS), mine);
    }
    expect(await interestOf(mine.id)).toBe(3);
  });

  it("bookmarks in a storm count once, and leave the counters right", async () => {
    const person = ctx.as(await anOrdinaryUser(ctx));
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0 ? addFavourite(person, mine) : removeFavourite(person, mine),
      ),
    );
    await removeFavourite(person, mine);
    expect(await interestOf(mine.id)).toBe(3);
    const row = await ctx.db
      .selectFrom("asset_counters")
      .select("favourites")
      .where("asset_id", "=", mine.id)
      .executeTakeFirstOrThrow();
    expect(row.favourites).toBe(0);
  });

  it("owners add nothing to their own", async () => {
    await addFavourite(owner, mine);
    const { viewer } = owner;
    const ownerId = viewer.kind === "account" ? viewer.accountId : 0;
    await downloads(mine.id, [callerOfAccount(ownerId)]);
    expect(await interestOf(mine.id)).toBe(0);
    await downloads(others.id, people(1));
    expect(await trend()).toEqual([others.name, mine.name]);
  });

  it("keeps no address, and nothing at all once it counts again", async () => {
    await downloads(mine.id, ["203.0.113.9"]);
    const kept = () =>
      ctx.db.selectFrom("asset_interests").selectAll().where("asset_id", "=", mine.id).execute();
    const [row] = await kept();
    expect(row?.caller).toHaveLength(16);
    expect(row?.caller.toString("latin1")).not.toContain("203");
    await forgetInterests(ctx.db, dayOf(ctx.later(13 * DAY_MS).now()));
    expect(await kept()).toHaveLength(1);
    await forgetInterests(ctx.db, dayOf(ctx.later(14 * DAY_MS).now()));
    expect(await kept()).toEqual([]);
  });

  it("an asset deleted before its downloads are written is passed over", async () => {
    countDownload(ctx, { assetId: mine.id, caller: "one" });
    countDownload(ctx, { assetId: others.id, caller: "one" });
    await deleteAsset(owner, mine, `${mine.owner}/${mine.name}`);
    await flushUse(ctx);
    expect(await interestOf(others.id)).toBe(1);
  });

  it("two scores keep their order while nothing happens", () => {
    const now = new Date("2026-05-01T00:00:00Z");
    const later = new Date("2026-06-12T00:00:00Z");
    // Three half-lives later, eight times as much was an eighth.
    expect(trendingScore(80, now)).toBeCloseTo(trendingScore(10, later), 9);
    expect(trendingScore(0, now)).toBe(0);
  });
});

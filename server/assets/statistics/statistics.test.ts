import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { connectDatabase, withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { aPublishedAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { testDatabase } from "../../testing/database.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { addFavourite } from "../add-favourite.ts";
import { countSubscription } from "../count-subscription.ts";
import { countDownload, flushUse } from "../count-use.ts";
import { deleteAsset } from "../delete-asset.ts";
import { removeFavourite } from "../remove-favourite.ts";
import { addCounts } from "../store/counters.ts";
import { noteView } from "../use/note-view.ts";
import { getStatistics } from "./get-statistics.ts";

const database = await testDatabase();
const ctx = await testContext({ database });
let owner: TestContext;
let reader: TestContext;

const A_MONTH = { days: "30", by: "day" } as const;

beforeAll(async () => {
  wireDomains(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
  reader = ctx.as(await anOrdinaryUser(ctx));
});

/** The context at a time of its own. */
function at(context: TestContext, time: string): TestContext {
  return context.later(new Date(time).getTime() - Date.now());
}

async function idOf({ name }: { name: string }): Promise<number> {
  const row = await ctx.db
    .selectFrom("repositories")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return row.id;
}

describe("what happened to a listing", () => {
  it("PUB-17: is counted once for the whole and for its day, views by owners not at all", async () => {
    const asset = await aPublishedAsset(owner);
    await noteView(reader, asset);
    await noteView(owner, asset);
    countDownload(ctx, { assetId: await idOf(asset), caller: "one" });
    countDownload(ctx, { assetId: await idOf(asset), caller: "one" });
    countDownload(ctx, { assetId: await idOf(asset), caller: "two" });
    await flushUse(ctx);
    await addFavourite(reader, asset);
    await addFavourite(reader, asset);
    const { buckets, totals } = await getStatistics(owner, asset, A_MONTH);
    expect(buckets).toHaveLength(30);
    const counts = { views: 1, downloads: 2, favourites: 1, subscriptions: 0 };
    expect(buckets.at(-1)).toEqual({ start: new Date().toISOString().slice(0, 10), ...counts });
    expect(totals).toEqual(counts);
    const before = buckets.slice(0, -1);
    expect(before.every(({ views, downloads }) => views + downloads === 0)).toBe(true);
  });

  it("PUB-17: belongs to the day of UTC in which it happened, not in which it was written", async () => {
    const asset = await aPublishedAsset(owner);
    const assetId = await idOf(asset);
    countDownload(at(ctx, "2031-03-30T23:59:59.900Z"), { assetId, caller: "late" });
    countDownload(at(ctx, "2031-03-31T00:00:00.100Z"), { assetId, caller: "early" });
    await flushUse(ctx);
    const { buckets } = await getStatistics(at(owner, "2031-03-31T12:00:00Z"), asset, A_MONTH);
    expect(buckets.slice(-2)).toMatchObject([
      { start: "2031-03-30", downloads: 1 },
      { start: "2031-03-31", downloads: 1 },
    ]);
    expect(buckets[0]?.start).toBe("2031-03-02");
  });

  it("PUB-17: weeks begin on Monday and hold all of their days", async () => {
    const asset = await aPublishedAsset(owner);
    const assetId = await idOf(asset);
    for (const [day, count] of [
      ["2031-01-06", 1],
      ["2031-01-12", 2],
      ["2031-01-13", 4],
    ] as const) {
      await addCounts(ctx.db, { column: "views", day, counts: new Map([[assetId, count]]) });
    }
    const query = { days: "30", by: "week" } as const;
    const { buckets } = await getStatistics(at(owner, "2031-01-15T00:00:00Z"), asset, query);
    expect(buckets.map(({ start, views }) => [start, views])).toEqual([
      ["2030-12-16", 0],
      ["2030-12-23", 0],
      ["2030-12-30", 0],
      ["2031-01-06", 3],
      ["2031-01-13", 4],
    ]);
  });

  it("PUB-17: what is withdrawn counts against its day", async () => {
    const asset = await aPublishedAsset(owner);
    const assetId = await idOf(asset);
    const first = { time: "2032-02-28T10:00:00Z", change: 1 } as const;
    const last = { time: "2032-02-29T10:00:00Z", change: -1 } as const;
    await addFavourite(at(reader, first.time), asset);
    await removeFavourite(at(reader, last.time), asset);
    await removeFavourite(at(reader, last.time), asset);
    for (const { time, change } of [first, first, last]) {
      await withTransaction(ctx.db, (trx) =>
        countSubscription(trx, { assetId, change, at: new Date(time) }),
      );
    }
    const { buckets, totals } = await getStatistics(at(owner, last.time), asset, A_MONTH);
    expect(buckets.slice(-2)).toMatchObject([
      { start: "2032-02-28", favourites: 1, subscriptions: 2 },
      { start: "2032-02-29", favourites: -1, subscriptions: -1 },
    ]);
    expect(totals).toMatchObject({ favourites: 0, subscriptions: 1 });
  });

  it("PUB-17: two servers that write the same assets at once lose and double nothing", async () => {
    const ids: number[] = [];
    for (let made = 0; made < 8; made += 1) ids.push(await idOf(await aPublishedAsset(owner)));
    const other = connectDatabase({ url: database.url, poolSize: 5 });
    const write = (db: typeof other, order: number[]) =>
      addCounts(db, {
        column: "downloads",
        day: "2031-05-01",
        counts: new Map(order.map((id) => [id, 1])),
      });
    await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        round % 2 === 0 ? write(ctx.db, ids) : write(other, ids.toReversed()),
      ),
    );
    await other.destroy();
    const rows = await ctx.db
      .selectFrom("asset_counters")
      .innerJoin("asset_daily_counters", "asset_daily_counters.asset_id", "asset_counters.asset_id")
      .select(["asset_counters.downloads as whole", "asset_daily_counters.downloads as day"])
      .where("asset_counters.asset_id", "in", ids)
      .where("day", "=", "2031-05-01")
      .execute();
    expect(rows).toEqual(ids.map(() => ({ whole: 20, day: 20 })));
  });

  it("PUB-17: counts of an asset that is gone are passed over, the others are written", async () => {
    const [doomed, kept] = [await aPublishedAsset(owner), await aPublishedAsset(owner)];
    const [doomedId, keptId] = [await idOf(doomed), await idOf(kept)];
    await deleteAsset(owner, doomed, `${doomed.owner}/${doomed.name}`);
    const counts = new Map([
      [doomedId, 3],
      [keptId, 3],
    ]);
    await addCounts(ctx.db, { column: "views", day: "2031-06-01", counts });
    expect((await getStatistics(owner, kept, A_MONTH)).totals.views).toBe(3);
  });

  it("PUB-17: is told to those who manage the listing only", async () => {
    const asset = await aPublishedAsset(owner);
    await expectProblem(getStatistics(reader, asset, A_MONTH), "forbidden");
    await expectProblem(getStatistics(ctx, asset, A_MONTH), "not-signed-in");
    const year = { days: "365", by: "day" } as const;
    expect((await getStatistics(owner, asset, year)).buckets).toHaveLength(365);
  });
});

import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { aUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { editAccount } from "../edit-account.ts";
import { getProfile } from "../get-profile.ts";
import { checkIn } from "./check-in.ts";
import { getGrowth } from "./get-growth.ts";
import { grantGrowth } from "./grant-growth.ts";
import { listGrowth } from "./list-growth.ts";
import { dayIn, dayToCount } from "./rules.ts";

const ctx = await testContext({ environment: { GALLERY_GROWTH_CHECK_IN: "2" } });
const ports = { findVisibleAddresses: async () => new Map() };

/** Somebody at a time of the world's clock. */
async function aPerson(timeZone: string): Promise<(at: string) => TestContext> {
  const viewer = await aUser(ctx, { timeZone });
  return (at) => ({ ...ctx.as(viewer), now: () => new Date(at) });
}

describe("ACC-8: the day that a check-in counts for", () => {
  it("begins at midnight of the time zone, also where the clocks are changed", () => {
    expect(dayIn("Asia/Shanghai", new Date("2026-11-20T15:59:59Z"))).toBe("2026-11-20");
    expect(dayIn("Asia/Shanghai", new Date("2026-11-20T16:00:00Z"))).toBe("2026-11-21");
    // 24 October ends at 22:00 UTC, 25 October, with its 25 hours, at 23:00 UTC.
    expect(dayIn("Europe/Berlin", new Date("2026-10-24T22:00:00Z"))).toBe("2026-10-25");
    expect(dayIn("Europe/Berlin", new Date("2026-10-25T22:59:59Z"))).toBe("2026-10-25");
    expect(dayIn("Europe/Berlin", new Date("2026-10-25T23:00:00Z"))).toBe("2026-10-26");
    // 27 March 2011 had no midnight there, and Samoa had no 30 December 2011 at all.
    expect(dayIn("Pacific/Apia", new Date("2011-12-30T10:00:00Z"))).toBe("2011-12-31");
  });

  it("only goes forward, in the time zone of the last one as well", () => {
    const last = { day: "2026-11-20", timeZone: "Asia/Shanghai" };
    const at = (time: string, timeZone: string) => dayToCount(new Date(time), timeZone, last);
    expect(at("2026-11-20T15:59:59Z", "Asia/Shanghai")).toBeNull();
    expect(at("2026-11-20T16:00:00Z", "Asia/Shanghai")).toBe("2026-11-21");
    // It is tomorrow already in the Pacific, but not yet where the last one was made.
    expect(at("2026-11-20T12:00:00Z", "Pacific/Kiritimati")).toBeNull();
    // It is the same date again further west.
    expect(at("2026-11-21T01:00:00Z", "America/Los_Angeles")).toBeNull();
    expect(dayToCount(new Date("2026-11-20T12:00:00Z"), "UTC", null)).toBe("2026-11-20");
  });
});

describe("ACC-8: checking in", () => {
  it("earns points once a day, and says so", async () => {
    const at = await aPerson("Asia/Shanghai");
    const morning = at("2026-11-20T01:00:00Z");
    expect(await getGrowth(morning)).toEqual({
      growth: 0,
      hasCheckedIn: false,
      checkInPoints: 2,
      timeZone: "Asia/Shanghai",
    });
    expect(await checkIn(morning)).toMatchObject({ growth: 2, hasCheckedIn: true });
    expect(await checkIn(at("2026-11-20T15:59:59.999Z"))).toMatchObject({ growth: 2 });
    expect(await getGrowth(at("2026-11-20T16:00:00Z"))).toMatchObject({ hasCheckedIn: false });
    expect(await checkIn(at("2026-11-20T16:00:00Z"))).toMatchObject({ growth: 4 });
  });

  it("counts one of many that race, around midnight too", async () => {
    const at = await aPerson("Europe/Berlin");
    const before = at("2026-10-24T21:59:59.999Z");
    await Promise.all(Array.from({ length: 8 }, () => checkIn(before)));
    expect(await getGrowth(before)).toMatchObject({ growth: 2 });
    const after = at("2026-10-24T22:00:00Z");
    await Promise.all([before, after, after, before, after].map((each) => checkIn(each)));
    expect(await getGrowth(after)).toMatchObject({ growth: 4, hasCheckedIn: true });
  });

  it("earns nothing by another time zone, however often it is changed", async () => {
    const at = await aPerson("Asia/Shanghai");
    const noon = at("2026-11-20T04:00:00Z");
    await checkIn(noon);
    const zones = ["Pacific/Kiritimati", "America/Los_Angeles", "UTC", "Pacific/Pago_Pago"];
    for (const timeZone of zones) {
      await editAccount(noon, { timeZone });
      expect(await checkIn(noon)).toMatchObject({ growth: 2, timeZone });
    }
    // A day and a half, hour by hour, always where the next day begins next: two days are two.
    for (let hour = 0; hour < 36; hour += 1) {
      const now = at(new Date(Date.parse("2026-11-20T05:00:00Z") + hour * 3_600_000).toISOString());
      const east = 12 - (now.now().getUTCHours() % 12);
      await editAccount(now, { timeZone: `Etc/GMT-${east}` });
      await checkIn(now);
    }
    expect((await getGrowth(at("2026-11-21T17:00:00Z"))).growth).toBeLessThanOrEqual(6);
  });
});

describe("ACC-8: growth", () => {
  it("is earned by an occasion once, and is undone with its transaction", async () => {
    const { accountId } = await aUser(ctx);
    const grant = {
      accountId,
      reason: "asset-published",
      occasion: "7",
      points: 10,
      at: ctx.now(),
    } as const;
    const granted = await Promise.all(
      Array.from({ length: 5 }, () => withTransaction(ctx.db, (trx) => grantGrowth(trx, grant))),
    );
    expect(granted.filter(Boolean)).toHaveLength(1);
    await expect(
      withTransaction(ctx.db, async (trx) => {
        await grantGrowth(trx, { ...grant, occasion: "8" });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    const row = await ctx.db
      .selectFrom("accounts")
      .select("growth")
      .where("id", "=", accountId)
      .executeTakeFirstOrThrow();
    expect(row.growth).toBe(10);
  });

  it("is shown on the person's page, with its history by pages", async () => {
    const person = await aUser(ctx, { timeZone: "UTC" });
    for (const day of ["18", "19", "20"]) {
      await checkIn({ ...ctx.as(person), now: () => new Date(`2026-11-${day}T12:00:00Z`) });
    }
    expect(await getProfile(ctx, person.name)).toMatchObject({ growth: 6 });
    const first = await listGrowth(ctx, { owner: person.name, limit: 2 }, ports);
    expect(first.items).toEqual([
      { reason: "check-in", points: 2, asset: null, createdAt: "2026-11-20T12:00:00.000Z" },
      { reason: "check-in", points: 2, asset: null, createdAt: "2026-11-19T12:00:00.000Z" },
    ]);
    const cursor = first.nextCursor ?? "";
    const second = await listGrowth(ctx, { owner: person.name, limit: 2, cursor }, ports);
    expect(second.items.map(({ createdAt }) => createdAt)).toEqual(["2026-11-18T12:00:00.000Z"]);
    expect(second.nextCursor).toBeNull();
    await expectProblem(listGrowth(ctx, { owner: "nobody-here", limit: 2 }, ports), "not-found");
  });
});

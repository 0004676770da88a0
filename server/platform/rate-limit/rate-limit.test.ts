import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { connectDatabase } from "../database/index.ts";
import { addressKey, forgetPoints, givePointBack, sweepRateLimits, takePoints } from "./index.ts";

const { db, url } = await testDatabase();
const secondProcess = connectDatabase({ url, poolSize: 4 });
afterAll(() => secondProcess.destroy());

const now = new Date("2026-11-20T05:00:00Z");
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const limit = (key: string, points = 3) => ({ key, points, windowMs: 60_000 });

describe("a rate limit", () => {
  it("PLT-7: gives its points once per window and says when there are more", async () => {
    const key = randomUUID();
    for (let point = 0; point < 3; point += 1) await takePoints(db, now, [limit(key)]);
    await expect(takePoints(db, after(10_500), [limit(key)])).rejects.toMatchObject({
      code: "rate-limited",
      retryAfterSeconds: 50,
      detail: "Too many attempts. Try again in 50 seconds.",
    });
    await expect(takePoints(db, after(59_999), [limit(key)])).rejects.toMatchObject({
      retryAfterSeconds: 1,
    });
    await takePoints(db, after(60_000), [limit(key)]);
  });

  it("PLT-7: lets exactly its points through when many come at once in two processes", async () => {
    const key = randomUUID();
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, count) =>
        takePoints(count % 2 === 0 ? db : secondProcess, now, [limit(key, 25)]),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(25);
  });

  it("PLT-7: several are taken together in either order without waiting for each other", async () => {
    const [first, second] = [limit(randomUUID(), 1000), limit(randomUUID(), 1000)];
    await Promise.all(
      Array.from({ length: 80 }, (_, count) =>
        takePoints(
          count % 2 === 0 ? db : secondProcess,
          now,
          count % 3 === 0 ? [first, second] : [second, first],
        ),
      ),
    );
    const rows = await db
      .selectFrom("rate_limits")
      .select("points")
      .where("key", "in", [first.key, second.key])
      .execute();
    expect(rows.map(({ points }) => points)).toEqual([80, 80]);
  });

  it("is over as late as the last of several", async () => {
    const [short, long] = [randomUUID(), randomUUID()];
    const limits = [limit(short, 1), { ...limit(long, 1), windowMs: 7_200_000 }];
    await takePoints(db, now, limits);
    await expect(takePoints(db, now, limits)).rejects.toMatchObject({
      retryAfterSeconds: 7200,
      detail: "Too many attempts. Try again in 120 minutes.",
    });
  });

  it("can be forgotten, given a point back, and switched off", async () => {
    const key = randomUUID();
    const take = () => takePoints(db, now, [limit(key, 1)]);
    await take();
    await expect(take()).rejects.toMatchObject({ code: "rate-limited" });
    await forgetPoints(db, [key]);
    await take();
    await givePointBack(db, key);
    await givePointBack(db, key);
    await take();
    await expect(take()).rejects.toMatchObject({ code: "rate-limited" });
    await takePoints(db, now, [limit(key, 0)]);
  });

  it("leaves nothing behind when it is over", async () => {
    const key = randomUUID();
    await takePoints(db, now, [limit(key)]);
    const find = () => db.selectFrom("rate_limits").select("key").where("key", "=", key).execute();
    await sweepRateLimits(db, after(59_999));
    expect(await find()).toHaveLength(1);
    await sweepRateLimits(db, after(60_000));
    expect(await find()).toEqual([]);
  });
});

describe("the address of a caller", () => {
  it("PLT-7: is IPv4 whole, and the network of IPv6 however it is written", () => {
    expect(addressKey("192.0.2.7")).toBe("192.0.2.7");
    expect(addressKey("::ffff:192.0.2.7")).toBe("192.0.2.7");
    expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2");
    expect(addressKey("2001:0db8:0001:0002::")).toBe("2001:db8:1:2");
    expect(addressKey("2001:DB8:1:2::9")).toBe("2001:db8:1:2");
    expect(addressKey("2001:db8::1")).toBe("2001:db8:0:0");
    expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0");
    expect(addressKey("::1")).toBe("0:0:0:0");
    expect(addressKey("::")).toBe("0:0:0:0");
    expect(addressKey("")).toBe("");
  });
});

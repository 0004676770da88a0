import { randomBytes } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import type { Transfer } from "#contract/repositories/transfer.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { aUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { setGrants } from "../set-grants.ts";
import { aBucket, ALLOWS_TEST_SERVER } from "../../testing/bucket.ts";
import { runToItsEnd } from "../testing/run-transfers.ts";
import { cancelDelivery, getDelivery } from "./move-delivery.ts";
import { aDataset, aProxy, begin, isPut } from "./testing/a-delivery.ts";

const ctx = await testContext({ environment: ALLOWS_TEST_SERVER });
await aUser(ctx);
const MB = 1_000_000;

describe("DIS-9: a delivery that does not come to its end at once", () => {
  it("sends again what a cut connection has lost", async () => {
    const bytes = randomBytes(20 * MB);
    const dataset = await aDataset(ctx, { "a.bin": bytes });
    let cuts = 0;
    const proxy = await aProxy((request) =>
      isPut(request, "a.bin") && cuts++ < 2 ? { cutRequestAfter: MB } : undefined,
    );
    const bucket = aBucket();
    const done = await runToItsEnd(
      dataset.as,
      await begin(dataset, bucket, { endpoint: proxy.url }),
    );
    expect(done.state).toBe("done");
    expect(cuts).toBeGreaterThan(2);
    expect((await bucket.read())["a.bin"]?.equals(bytes)).toBe(true);
    await proxy.close();
  });

  it("stops in the middle when it is cancelled; half a file never appears", async () => {
    const dataset = await aDataset(ctx, { "a.bin": randomBytes(20 * MB) });
    let id = "";
    let cancelling: Promise<Transfer> | undefined;
    const proxy = await aProxy((request) => {
      if (!isPut(request, "a.bin")) return undefined;
      cancelling ??= cancelDelivery(dataset.as, id);
      return { delayMs: 20_000 };
    });
    const bucket = aBucket();
    const begun = await begin(dataset, bucket, { endpoint: proxy.url });
    id = begun.id;
    expect((await runToItsEnd(dataset.as, begun)).state).toBe("cancelled");
    expect((await cancelling)?.state).toBe("cancelled");
    expect((await bucket.read())["a.bin"]).toBeUndefined();
    await proxy.close();
  });

  it("ends when the right to read has ended before it runs", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    const bucket = aBucket();
    const begun = await begin(dataset, bucket);
    await withTransaction(ctx.db, (trx) =>
      setGrants(trx, dataset.repository.id, { source: "visibility", grants: [] }),
    );
    const failed = await runToItsEnd(dataset.as, begun);
    expect(failed.failure?.code).toBe("not-found");
    expect(await bucket.read()).toEqual({});
  });

  it("ends in the middle when the right to read ends while it runs", async () => {
    const files = Array.from({ length: 70 }, (_, number) => [`${number + 100}`, "x"] as const);
    const dataset = await aDataset(ctx, Object.fromEntries(files));
    let withdrawing: Promise<void> | undefined;
    const proxy = await aProxy((request) => {
      if (!isPut(request, "100")) return undefined;
      withdrawing ??= withTransaction(ctx.db, (trx) =>
        setGrants(trx, dataset.repository.id, { source: "visibility", grants: [] }),
      );
      return { delayMs: 500 };
    });
    const begun = await begin(dataset, aBucket(), { endpoint: proxy.url });
    const failed = await runToItsEnd(dataset.as, begun);
    await withdrawing;
    expect(failed).toMatchObject({ state: "failed", failure: { code: "not-found" } });
    expect(failed.doneFiles).toBe(64);
    await proxy.close();
  });

  it("lets two of an account run at a time; the next one follows when one has ended", async () => {
    const dataset = await aDataset(ctx, { a: "x" });
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const proxy = await aProxy((request) => (isPut(request, "a") ? { until: held } : undefined));
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(() => begin(dataset, aBucket(), { endpoint: proxy.url })),
    );
    if (!one || !two || !three) throw new Error("three were begun");
    const running = [runToItsEnd(dataset.as, one), runToItsEnd(dataset.as, two)];
    await vi.waitFor(async () => {
      for (const { id } of [one, two]) {
        expect((await getDelivery(dataset.as, id)).state).toBe("running");
      }
    });
    expect((await runToItsEnd(dataset.as, three)).state).toBe("queued");
    const other = await aDataset(ctx, { a: "x" });
    const theirs = await runToItsEnd(other.as, await begin(other, aBucket()));
    expect(theirs.state).toBe("done");
    release();
    await Promise.all(running);
    expect((await runToItsEnd(dataset.as, three)).state).toBe("done");
    await proxy.close();
  });

  it("is run by one process only, however many are told to", async () => {
    const dataset = await aDataset(ctx, { a: "x", b: "y" });
    let puts = 0;
    const proxy = await aProxy((request) => void (isPut(request, "a") && puts++));
    const begun = await begin(dataset, aBucket(), { endpoint: proxy.url });
    await Promise.all([runToItsEnd(dataset.as, begun), runToItsEnd(dataset.as, begun)]);
    expect({ puts, state: (await getDelivery(dataset.as, begun.id)).state }).toEqual({
      puts: 1,
      state: "done",
    });
    await proxy.close();
  });
});

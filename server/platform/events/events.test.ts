import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../testing/database.ts";
import { withTransaction } from "../database/index.ts";
import { createEventBus, createHook, defineEvent, emit, type EventBus } from "./index.ts";

const crashingSubscriber = fileURLToPath(new URL("crashing-subscriber.ts", import.meta.url));
const { db, url } = await testDatabase();
const log = pino({ level: "silent" });
const greeted = defineEvent({ name: "tests.greeted", schema: z.object({ word: z.string() }) });

const started: EventBus[] = [];
const aBus = () => {
  const bus = createEventBus({ db, url, log });
  started.push(bus);
  return bus;
};
const greet = (word: string) => withTransaction(db, (trx) => emit(trx, greeted, { word }));
const makeDue = () =>
  db
    .updateTable("outbox")
    .set({ next_attempt_at: new Date(0) })
    .where("delivered_at", "is", null)
    .execute();

afterEach(async () => {
  await Promise.all(started.splice(0).map((bus) => bus.stop()));
  await db.deleteFrom("outbox").execute();
});

describe("an event", () => {
  it("reaches every subscriber soon after its transaction committed", async () => {
    const heard: string[] = [];
    const bus = aBus();
    bus.subscribe(greeted, async ({ word }) => void heard.push(`one ${word}`));
    bus.subscribe(greeted, async ({ word }) => void heard.push(`two ${word}`));
    bus.start();
    await greet("hello");
    await expect.poll(() => heard, { timeout: 4_000 }).toEqual(["one hello", "two hello"]);
  });

  it("is never delivered when its transaction rolled back", async () => {
    const rolledBack = withTransaction(db, async (trx) => {
      await emit(trx, greeted, { word: "never" });
      throw new Error("undo");
    });
    await expect(rolledBack).rejects.toThrow("undo");
    expect(await aBus().deliverPending()).toBe(0);
  });

  it("is refused when its payload does not match the schema", async () => {
    const wrong = { word: 1 } as unknown as { word: string };
    await expect(withTransaction(db, (trx) => emit(trx, greeted, wrong))).rejects.toThrow(/word/);
  });

  it("waits in the outbox until somebody delivers", async () => {
    await greet("early");
    const heard: string[] = [];
    const bus = aBus();
    bus.subscribe(greeted, async ({ word }) => void heard.push(word));
    expect(await bus.deliverPending()).toBe(1);
    expect(heard).toEqual(["early"]);
    expect(await bus.deliverPending()).toBe(0);
  });

  it("is due the moment it was committed: rounded times do not hold it back", async () => {
    const bus = aBus();
    bus.subscribe(greeted, async () => {});
    const delivered: number[] = [];
    for (let round = 0; round < 300; round++) {
      await greet("hello");
      delivered.push(await bus.deliverPending());
    }
    expect(delivered).toEqual(delivered.map(() => 1));
  });

  it("is left alone when this release does not know it", async () => {
    await db
      .insertInto("outbox")
      .values({ name: "future.thing-happened", payload: "{}" })
      .execute();
    expect(await aBus().deliverPending()).toBe(0);
    const { delivered_at } = await db.selectFrom("outbox").selectAll().executeTakeFirstOrThrow();
    expect(delivered_at).toBeNull();
  });
});

describe("a subscriber that fails", () => {
  it("undoes what all subscribers wrote and is tried again later", async () => {
    const attempts: number[] = [];
    const bus = aBus();
    bus.subscribe(greeted, async ({ word }, { trx }) => {
      await trx
        .insertInto("outbox")
        .values({ name: `copy.${word}`, payload: "{}" })
        .execute();
    });
    bus.subscribe(greeted, async (_, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error("not yet");
    });
    await greet("hello");

    expect(await bus.deliverPending()).toBe(0);
    expect(await bus.deliverPending(), "it backs off").toBe(0);
    await makeDue();
    expect(await bus.deliverPending()).toBe(0);
    await makeDue();
    expect(await bus.deliverPending()).toBe(1);

    expect(attempts).toEqual([1, 2, 3]);
    const copies = await db
      .selectFrom("outbox")
      .where("name", "=", "copy.hello")
      .selectAll()
      .execute();
    expect(copies).toHaveLength(1);
  });

  it("does not hold up the events behind it", async () => {
    const heard: string[] = [];
    const bus = aBus();
    bus.subscribe(greeted, async ({ word }) => {
      if (word === "bad") throw new Error("bad");
      heard.push(word);
    });
    await greet("bad");
    await greet("good");
    expect(await bus.deliverPending()).toBe(1);
    expect(heard).toEqual(["good"]);
  });
});

describe("several processes on one outbox", () => {
  it("deliver each event once between them", async () => {
    const words = Array.from({ length: 60 }, (_, index) => `word ${index}`);
    await Promise.all(words.map(greet));
    const heard: string[] = [];
    const buses = [aBus(), aBus(), aBus()];
    for (const bus of buses) {
      bus.subscribe(greeted, async ({ word }) => {
        await sleep(1);
        heard.push(word);
      });
    }
    const counts = await Promise.all(buses.map((bus) => bus.deliverPending()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    expect(heard.toSorted()).toEqual(words.toSorted());
  });

  it("do not deliver again what a slower one still works on", async () => {
    await greet("slow");
    const [slow, other] = [aBus(), aBus()];
    const working = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    slow.subscribe(greeted, async () => {
      working.resolve();
      await mayEnd.promise;
    });
    const delivering = slow.deliverPending();
    await working.promise;
    expect(await other.deliverPending()).toBe(0);
    mayEnd.resolve();
    expect(await delivering).toBe(1);
  });

  it("repeat a delivery whose process was killed, and nothing it wrote is doubled", async () => {
    await greet("hello");
    const killed = fork(crashingSubscriber, [url], { execArgv: [] });
    const [, signal] = await once(killed, "exit");
    expect(signal).toBe("SIGKILL");
    expect(await aBus().deliverPending(), "the claim still holds").toBe(0);

    const survivor = aBus();
    const attempts: number[] = [];
    survivor.subscribe(greeted, async (_, { attempt }) => void attempts.push(attempt));
    await makeDue();
    expect(await survivor.deliverPending()).toBe(1);
    expect(attempts).toEqual([2]);
    const names = await db.selectFrom("outbox").select("name").execute();
    expect(names, "what the killed one wrote is undone").toEqual([{ name: "tests.greeted" }]);
  });
});

describe("a hook", () => {
  it("runs its handlers in the transaction, in order, each once", async () => {
    const hook = createHook<string>();
    const heard: string[] = [];
    const first = async (_: unknown, word: string) => void heard.push(`first ${word}`);
    hook.on(first);
    hook.on(async (trx, word) => {
      await trx.insertInto("outbox").values({ name: word, payload: "{}" }).execute();
      heard.push("second");
    });
    hook.on(first);
    await withTransaction(db, (trx) => hook.run(trx, "word"));
    expect(heard).toEqual(["first word", "second"]);
    expect(await db.selectFrom("outbox").select("name").execute()).toEqual([{ name: "word" }]);
  });

  it("undoes the transaction when a handler throws", async () => {
    const hook = createHook<string>();
    hook.on(async () => {
      throw new Error("no");
    });
    const work = withTransaction(db, async (trx) => {
      await emit(trx, greeted, { word: "undone" });
      await hook.run(trx, "word");
    });
    await expect(work).rejects.toThrow("no");
    expect(await db.selectFrom("outbox").selectAll().execute()).toEqual([]);
  });
});

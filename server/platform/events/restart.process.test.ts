import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { connectDatabase, migrateDatabase, withTransaction } from "../database/index.ts";
import { aDataFolder, launch } from "../database/launch-testing.ts";
import { createJobs, defineJob } from "../jobs/index.ts";
import { createEventBus, defineEvent, emit } from "./index.ts";

const log = pino({ level: "silent" });
const greeted = defineEvent({ name: "tests.greeted", schema: z.object({ word: z.string() }) });
const greet = defineJob({ name: "tests.greet", schema: z.object({ word: z.string() }) });

describe("a server", { timeout: 60_000 }, () => {
  it("goes on with events and jobs after its database was restarted", async () => {
    const dataFolder = aDataFolder();
    const first = await launch(dataFolder);
    const { url } = first;
    await migrateDatabase({ url });
    const db = connectDatabase({ url });
    const heard: string[] = [];
    const bus = createEventBus({ db, url, log });
    const jobs = createJobs({ url, log });
    bus.subscribe(greeted, async ({ word }, { trx }) => {
      heard.push(`event ${word}`);
      await jobs.enqueue(trx, greet, { word });
    });
    jobs.handle(greet, async ({ word }) => void heard.push(`job ${word}`));
    await jobs.start();
    bus.start();

    const say = (word: string) => withTransaction(db, (trx) => emit(trx, greeted, { word }));
    await say("one");
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["event one", "job one"]);

    await first.stop();
    await expect(say("lost")).rejects.toThrow("ENOENT");
    await launch(dataFolder);
    await say("two");
    await expect.poll(() => heard.slice(2), { timeout: 40_000 }).toEqual(["event two", "job two"]);

    await bus.stop();
    await jobs.stop();
    await db.destroy();
  });
});

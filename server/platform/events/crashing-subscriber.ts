/** A process for events.test.ts: it dies in the middle of a delivery. */
import { pino } from "pino";
import { z } from "zod";
import { connectDatabase } from "../database/index.ts";
import { createEventBus, defineEvent } from "./index.ts";

const url = process.argv[2];
if (url === undefined) throw new Error("usage: crashing-subscriber.ts DATABASE_URL");
const db = connectDatabase({ url });
const bus = createEventBus({ db, url, log: pino({ level: "silent" }) });
const greeted = defineEvent({ name: "tests.greeted", schema: z.object({ word: z.string() }) });
bus.subscribe(greeted, async (_, { trx }) => {
  await trx.insertInto("outbox").values({ name: "half.done", payload: "{}" }).execute();
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => {});
});
bus.start();

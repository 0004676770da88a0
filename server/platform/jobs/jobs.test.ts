import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../testing/database.ts";
import { withTransaction } from "../database/index.ts";
import { createJobs, defineJob, type Jobs } from "./index.ts";

const { db, url } = await testDatabase();
const log = pino({ level: "silent" });
const Payload = z.object({ file: z.string() });
const scan = defineJob({ name: "tests.scan", schema: Payload, retryLimit: 0, concurrency: 2 });
const flush = defineJob({ name: "tests.flush", schema: Payload, key: ({ file }) => file });

const created: Jobs[] = [];
const someJobs = (options: { drainMs?: number } = {}) => {
  const jobs = createJobs({ url, log, ...options });
  created.push(jobs);
  return jobs;
};
afterEach(() => Promise.all(created.splice(0).map((jobs) => jobs.stop())));

describe("a job", () => {
  it("runs once its transaction committed, and never when that rolled back", async () => {
    const jobs = someJobs();
    const handled: string[] = [];
    jobs.handle(scan, async ({ file }) => void handled.push(file));
    jobs.handle(flush, async () => {});
    await jobs.start();
    const rolledBack = withTransaction(db, async (trx) => {
      await jobs.enqueue(trx, scan, { file: "undone" });
      throw new Error("undo");
    });
    await expect(rolledBack).rejects.toThrow("undo");
    await withTransaction(db, (trx) => jobs.enqueue(trx, scan, { file: "done" }));
    await expect.poll(() => handled, { timeout: 5_000 }).toEqual(["done"]);
  });

  it("can be enqueued by a process that does not work itself, and waits for one", async () => {
    const command = someJobs();
    await withTransaction(db, (trx) => command.enqueue(trx, scan, { file: "later" }));
    await command.stop();
    const handled: string[] = [];
    const server = someJobs();
    server.handle(scan, async ({ file }) => void handled.push(file));
    server.handle(flush, async () => {});
    await server.start();
    await expect.poll(() => handled, { timeout: 5_000 }).toEqual(["later"]);
  });

  it("is refused when its payload does not match the schema", async () => {
    const wrong = { file: 1 } as unknown as { file: string };
    const enqueued = withTransaction(db, (trx) => someJobs().enqueue(trx, scan, wrong));
    await expect(enqueued).rejects.toThrow(/file/);
  });

  it("is not added while another one with its key waits", async () => {
    const jobs = someJobs();
    const enqueue = (file: string) =>
      withTransaction(db, (trx) => jobs.enqueue(trx, flush, { file }));
    expect(await enqueue("one")).toBe(true);
    expect(await enqueue("one")).toBe(false);
    expect(await enqueue("two")).toBe(true);
  });
});

describe("handlers", () => {
  it("are exactly one for each job", async () => {
    const jobs = someJobs();
    jobs.handle(scan, async () => {});
    expect(() => jobs.handle(scan, async () => {})).toThrow("tests.scan has two handlers");
    await expect(jobs.start()).rejects.toThrow("without a handler: tests.flush");
    expect(() => defineJob({ name: "tests.scan", schema: Payload })).toThrow("Two jobs");
  });

  it("are waited for when the server stops", async () => {
    const jobs = someJobs();
    const running = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    let isDone = false;
    jobs.handle(flush, async () => {});
    jobs.handle(scan, async () => {
      running.resolve();
      await mayEnd.promise;
      isDone = true;
    });
    await jobs.start();
    await withTransaction(db, (trx) => jobs.enqueue(trx, scan, { file: "slow" }));
    await running.promise;
    const stopping = jobs.stop();
    mayEnd.resolve();
    await stopping;
    expect(isDone).toBe(true);
  });

  it("are told to give up when they outlast the stop", async () => {
    const jobs = someJobs({ drainMs: 1_000 });
    const running = Promise.withResolvers<void>();
    const gaveUp = Promise.withResolvers<string>();
    jobs.handle(flush, async () => {});
    jobs.handle(scan, async (_, { signal }) => {
      signal.addEventListener("abort", () => gaveUp.resolve("gave up"));
      running.resolve();
      await gaveUp.promise;
    });
    await jobs.start();
    await withTransaction(db, (trx) => jobs.enqueue(trx, scan, { file: "endless" }));
    await running.promise;
    await jobs.stop();
    expect(await gaveUp.promise).toBe("gave up");
  });
});

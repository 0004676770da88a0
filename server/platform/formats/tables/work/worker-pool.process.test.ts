import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { TableTask } from "./protocol.ts";
import { TaskError, type TaskSource } from "./worker-process.ts";
import { BusyError, WorkerPool } from "./worker-pool.ts";

const folder = await mkdtemp(join(tmpdir(), "worker-pool-"));
const pools: WorkerPool[] = [];
afterAll(async () => {
  for (const pool of pools) pool.close();
  await rm(folder, { recursive: true, force: true });
});

function aPool({ processes = 1, queue = 1 } = {}): WorkerPool {
  const pool = new WorkerPool({
    processes,
    queue,
    idleMs: 60_000,
    codeFolder: join(folder, "code"),
  });
  pools.push(pool);
  return pool;
}

const MIB = 1024 * 1024;
const limits = { readBytes: 64 * MIB, memoryBytes: 1024 * MIB, timeMs: 60_000 };
const file = { key: "k", name: "a.csv", format: "csv", sizeBytes: 4 } as const;
const rows: TableTask & { verb: "rows" } = {
  verb: "rows",
  file,
  from: null,
  limit: 10,
  columns: { start: 0, end: 10 },
};

function sourceOf(text: string): TaskSource {
  return {
    sizeBytes: text.length,
    async *read({ start, end }) {
      yield Buffer.from(text.slice(start, end));
    },
  };
}

/** A source that gives nothing until it is told to. */
function stuckSource() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const source: TaskSource = {
    sizeBytes: 4,
    async *read() {
      asked.resolve();
      await promise;
      yield Buffer.from("a,b\n");
    },
  };
  return { source, release: resolve, asked: asked.promise };
}

describe("workers", () => {
  it("REP-5: are bounded: who finds the queue full is told so, the others are served", async () => {
    const pool = aPool();
    const stuck = stuckSource();
    const first = pool.run(rows, { source: stuck.source, limits });
    await stuck.asked;
    const second = pool.run(rows, { source: sourceOf("a,b\n"), limits });
    await expect(pool.run(rows, { source: sourceOf("a,b\n"), limits })).rejects.toThrow(BusyError);
    stuck.release();
    expect((await first).columns).toHaveLength(2);
    expect((await second).columns).toHaveLength(2);
  });

  it("REP-5: end with the request that asked, and make room for the next", async () => {
    const pool = aPool();
    const gone = new AbortController();
    const stuck = stuckSource();
    const running = pool.run(rows, { source: stuck.source, limits, signal: gone.signal });
    await stuck.asked;
    const waits = new AbortController();
    const waiting = pool.run(rows, { source: sourceOf("a,b\n"), limits, signal: waits.signal });
    waits.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    gone.abort();
    await expect(running).rejects.toThrow(/abort/i);
    const next = await pool.run(rows, { source: sourceOf("a,b\n"), limits });
    expect(next.columns.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("REP-5: end when they take too long", async () => {
    const stuck = stuckSource();
    const run = aPool().run(rows, { source: stuck.source, limits: { ...limits, timeMs: 50 } });
    await expect(run).rejects.toMatchObject({ reason: "timeout" });
    stuck.release();
  });

  it("REP-5: end when they take too much memory", async () => {
    const stuck = stuckSource();
    const run = aPool().run(rows, {
      source: stuck.source,
      limits: { ...limits, memoryBytes: MIB },
    });
    await expect(run).rejects.toMatchObject({ reason: "ended" });
    stuck.release();
  });

  it("REP-5: read no more of a file than they may, whatever it claims", async () => {
    const large = { ...rows, file: { ...file, sizeBytes: 1000 } };
    const source = sourceOf("a,b\n".repeat(250));
    const run = aPool().run(large, { source, limits: { ...limits, readBytes: 100 } });
    await expect(run).rejects.toThrow(TaskError);
  });

  it("REP-5: have nothing of the server's surroundings, and no other file", async () => {
    const spillFolder = join(folder, "spill");
    const run = aPool().run(
      {
        verb: "count",
        source: { kind: "parquet", path: "/etc/passwd", columns: [], spillFolder },
        selection: { filters: [], search: "" },
      },
      { source: null, limits },
    );
    await expect(run).rejects.toMatchObject({ reason: "ended" });
    await expect(run).rejects.not.toThrow(/passwd/);
    expect(await readdir(spillFolder)).toEqual([]);
  });
});

import { rm } from "node:fs/promises";
import { join } from "node:path";
import type {
  CellAnswer,
  ColumnWindow,
  PreparedFacts,
  QueryAnswer,
  QuerySource,
  RowPlace,
  RowsAnswer,
  Selection,
  Sorting,
  TableStatistics,
} from "./work/protocol.ts";
import { formsOf, isDirect, keyOf, type TableFile, taskFile } from "./work/table-file.ts";
import { TableCache } from "./work/table-cache.ts";
import { type Progress, TableJobs } from "./work/table-jobs.ts";
import { TaskError, type TaskLimits } from "./work/worker-process.ts";
import { WorkerPool } from "./work/worker-pool.ts";

export type TableQuery = {
  selection: Selection;
  sorting: Sorting | null;
  offset: number;
  limit: number;
  columns: ColumnWindow;
};

/** An answer, or how far the work is that comes before it: then ask again. */
export type Eventually<T> =
  | { state: "ready"; answer: T }
  | { state: "working"; progress: Progress };

export type StatisticsAnswer = {
  /** Of all rows, or of the first ones while `state` is not ready; null where there is no sample. */
  statistics: TableStatistics | null;
  state: "ready" | "working" | "on-demand";
  progress: Progress | null;
};

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const MINUTE_MS = 60_000;
const LIMITS = {
  rows: { readBytes: 128 * MIB, memoryBytes: GIB, timeMs: MINUTE_MS / 3 },
  query: { readBytes: 0, memoryBytes: 2 * GIB, timeMs: 2 * MINUTE_MS },
  whole: { readBytes: Number.POSITIVE_INFINITY, memoryBytes: 2 * GIB, timeMs: 60 * MINUTE_MS },
} as const satisfies Record<string, TaskLimits>;

/** Smaller files are counted without being asked to. */
const SMALL_BYTES = 256 * MIB;
const SAMPLE_ROWS = 10_000;
const IDLE_MS = 30_000;
const ROWS_IDLE_MS = 5 * MINUTE_MS;

const FACTS = "facts.json";
const STATISTICS = "statistics.json";
const SAMPLE = "sample.json";

/**
 * Tables of any size, read by processes of their own: rows in the order of the file by ranges; whole
 * tables sorted, filtered and counted by the engine. What waits, waits in bounded queues.
 */
export class Tables {
  readonly #rows: WorkerPool;
  readonly #queries: WorkerPool;
  readonly #whole: WorkerPool;
  readonly #jobs = new TableJobs();
  readonly #cache: TableCache;

  /** @param folder for what was worked out of whole files, up to so many bytes. */
  constructor({ folder, cacheBytes }: { folder: string; cacheBytes: number }) {
    const pool = { codeFolder: join(folder, "code"), idleMs: IDLE_MS };
    this.#rows = new WorkerPool({ ...pool, processes: 2, queue: 64, idleMs: ROWS_IDLE_MS });
    this.#queries = new WorkerPool({ ...pool, processes: 2, queue: 16 });
    this.#whole = new WorkerPool({ ...pool, processes: 1, queue: 16 });
    this.#cache = new TableCache(join(folder, "files"), cacheBytes);
  }

  /** Rows in the order of the file. @param from null for the first ones. */
  rows(
    file: TableFile,
    window: { from: RowPlace | null; limit: number; columns: ColumnWindow },
  ): Promise<RowsAnswer> {
    const task = { verb: "rows", file: taskFile(file), ...window } as const;
    return this.#rows.run(task, { source: file, limits: LIMITS.rows });
  }

  /** One value, as whole as values are shown. */
  cell(file: TableFile, { at, column }: { at: number; column: number }): Promise<CellAnswer> {
    const task = { verb: "cell", file: taskFile(file), at, column } as const;
    return this.#rows.run(task, { source: file, limits: LIMITS.rows });
  }

  /** Rows of the whole table, chosen and sorted. @param signal ends the query. */
  async query(
    file: TableFile,
    { signal, ...query }: TableQuery & { signal: AbortSignal },
  ): Promise<Eventually<QueryAnswer & { facts: PreparedFacts }>> {
    const known = await this.#facts(file);
    if (known === undefined) return { state: "working", progress: this.#prepare(file) };
    const answer = await this.#withSource(file, known, (source) =>
      this.#queries.run(
        { verb: "query", source, ...query },
        { source: null, limits: LIMITS.query, signal },
      ),
    );
    return { state: "ready", answer: { ...answer, facts: known } };
  }

  /** How many rows a selection has. @param signal ends the query. */
  async count(
    file: TableFile,
    { selection, signal }: { selection: Selection; signal: AbortSignal },
  ): Promise<Eventually<{ count: number }>> {
    const known = await this.#facts(file);
    if (known === undefined) return { state: "working", progress: this.#prepare(file) };
    const answer = await this.#withSource(file, known, (source) =>
      this.#queries.run(
        { verb: "count", source, selection },
        { source: null, limits: LIMITS.query, signal },
      ),
    );
    return { state: "ready", answer };
  }

  /**
   * Statistics of all rows once they are known. Until then those of the first rows of a large file.
   * @param isWanted counts a large file too.
   */
  async statistics(
    file: TableFile,
    { isWanted, signal }: { isWanted: boolean; signal: AbortSignal },
  ): Promise<StatisticsAnswer> {
    const key = keyOf(file);
    const statistics = await this.#cache.readJson<TableStatistics>(key, STATISTICS);
    if (statistics) return { statistics, state: "ready", progress: null };
    const isSmall = file.sizeBytes <= SMALL_BYTES;
    const running = this.#jobs.ask(`count ${key}`);
    const progress = running ?? (isSmall || isWanted ? this.#countWhole(file) : null);
    const sample = isSmall ? null : await this.#sample(file, signal);
    return { statistics: sample, state: progress ? "working" : "on-demand", progress };
  }

  /** Removes what was worked out of a content that is gone for good. */
  async forget(key: string): Promise<void> {
    for (const form of formsOf(key)) await this.#cache.forget(form);
  }

  close(): void {
    this.#jobs.close();
    for (const pool of [this.#rows, this.#queries, this.#whole]) pool.close();
  }

  /** What is known of the whole table; undefined while it has to be prepared. */
  async #facts(file: TableFile): Promise<PreparedFacts | undefined> {
    const key = keyOf(file);
    const known = await this.#cache.readJson<PreparedFacts>(key, FACTS);
    if (known || !isDirect(file)) return known;
    const { columns, shape } = await this.rows(file, {
      from: null,
      limit: 0,
      columns: { start: 0, end: 0 },
    });
    return { ...NOTHING_UNUSUAL, columns, rowCount: shape.rowCount ?? 0 };
  }

  #prepare(file: TableFile): Progress {
    return this.#jobs.start(`prepare ${keyOf(file)}`, async ({ signal, report }) => {
      await this.#ensurePrepared(file, { signal, report });
    });
  }

  #countWhole(file: TableFile): Progress {
    const key = keyOf(file);
    return this.#jobs.start(`count ${key}`, async ({ signal, report }) => {
      const known =
        (await this.#facts(file)) ?? (await this.#ensurePrepared(file, { signal, report }));
      const statistics = await this.#withSource(file, known, (source) =>
        this.#whole.run(
          { verb: "statistics", source, sampleRows: null },
          {
            source: null,
            limits: LIMITS.whole,
            signal,
            onProgress: (done, total) => report({ step: "counting", done, total }),
          },
        ),
      );
      await this.#cache.writeJson(key, STATISTICS, statistics);
    });
  }

  async #ensurePrepared(
    file: TableFile,
    { signal, report }: { signal: AbortSignal; report: (progress: Progress) => void },
  ): Promise<PreparedFacts> {
    const key = keyOf(file);
    if (!(await this.#cache.hasRoomFor(file.sizeBytes))) {
      throw new TaskError("ended", "There is no room to prepare a table of this size");
    }
    // Two kinds of work may both need the table: who comes second finds it.
    const known = await this.#cache.readJson<PreparedFacts>(key, FACTS);
    if (known) return known;
    const facts = await this.#cache.fill(key, (folder) =>
      this.#whole.run(
        { verb: "prepare", file: taskFile(file), folder, maxRows: null },
        {
          source: file,
          limits: LIMITS.whole,
          signal,
          onProgress: (done, total) => report({ step: "preparing", done, total }),
        },
      ),
    );
    await this.#cache.writeJson(key, FACTS, facts);
    return facts;
  }

  /** Statistics of the first rows; null where even those would take the whole file. */
  async #sample(file: TableFile, signal: AbortSignal): Promise<TableStatistics | null> {
    const key = keyOf(file);
    const known = await this.#cache.readJson<TableStatistics>(key, SAMPLE);
    if (known) return known;
    if (file.format === "parquet" && !isDirect(file)) return null;
    const folder = this.#cache.spillFolder();
    try {
      const facts = isDirect(file) ? await this.#facts(file) : undefined;
      const columns = facts?.columns ?? (await this.#prepareSample(file, { folder, signal }));
      const source: QuerySource = isDirect(file)
        ? { kind: "parquet", path: file.localPath, columns, spillFolder: folder }
        : {
            kind: "prepared",
            path: join(folder, "table.duckdb"),
            columns,
            spillFolder: `${folder}/spill`,
          };
      const statistics = await this.#queries.run(
        { verb: "statistics", source, sampleRows: SAMPLE_ROWS },
        { source: null, limits: LIMITS.query, signal },
      );
      await this.#cache.writeJson(key, SAMPLE, statistics);
      return statistics;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #prepareSample(
    file: TableFile,
    { folder, signal }: { folder: string; signal: AbortSignal },
  ): Promise<PreparedFacts["columns"]> {
    const task = { verb: "prepare", file: taskFile(file), folder, maxRows: SAMPLE_ROWS } as const;
    const limits = { ...LIMITS.query, readBytes: LIMITS.rows.readBytes };
    return (await this.#queries.run(task, { source: file, limits, signal })).columns;
  }

  async #withSource<T>(
    file: TableFile,
    { columns }: PreparedFacts,
    run: (source: QuerySource) => Promise<T>,
  ): Promise<T> {
    const spillFolder = this.#cache.spillFolder();
    const folder = this.#cache.folderOf(keyOf(file));
    const source: QuerySource =
      file.format === "parquet"
        ? {
            kind: "parquet",
            path: file.localPath ?? join(folder, "table.parquet"),
            columns,
            spillFolder,
          }
        : { kind: "prepared", path: join(folder, "table.duckdb"), columns, spillFolder };
    try {
      return await run(source);
    } finally {
      await rm(spillFolder, { recursive: true, force: true });
    }
  }
}

const NOTHING_UNUSUAL = { raggedRows: 0, brokenRows: 0, cutCells: 0, otherKeys: 0 };

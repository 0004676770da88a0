import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { parseSafeInteger } from "./parse-safe-integer.ts";
import type { Database } from "./database.ts";
import { openPipelinedReads, type PipelinedReads } from "./pipelined-reads.ts";
import { prepareMarked, readThrough } from "./prepared.ts";
import type { Tables } from "./tables.ts";

export interface ConnectionOptions {
  /** `DATABASE_URL`, or the url of the embedded server. */
  url: string;
  /** The most connections this process opens. Default 10. */
  poolSize?: number;
  /** A statement that runs longer fails. Default 30 s; 0 lets it run for ever. */
  statementTimeoutMs?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
}

/** Opened as they are needed; one answers more reads by key than a process asks in most hours. */
const READ_CONNECTIONS = 4;

/**
 * A pool of connections as a Kysely instance; `destroy` closes it. `bigint` columns arrive as
 * numbers (beyond 2^53 − 1 reading fails rather than rounds), `timestamptz` as Date, `date` as
 * `YYYY-MM-DD`, `numeric` as string, `jsonb` parsed.
 */
export function connectDatabase(options: ConnectionOptions): Database {
  const config: pg.ClientConfig = {
    connectionString: options.url,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.name ?? "open-gallery",
    types: { getTypeParser },
  };
  const pool = new pg.Pool({ ...config, max: options.poolSize ?? 10 });
  pool.on("connect", prepareMarked);
  // A lost connection fails the query it is in, or is replaced by the pool when it is idle. An error
  // event that nobody listens to would end the process.
  pool.on("connect", (client) => client.on("error", () => {}));
  pool.on("error", () => {});
  const reads = openPipelinedReads(config, READ_CONNECTIONS);
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: endingWith(pool, reads) }),
  });
  readThrough(db, reads);
  return db;
}

/** The pool, whose end is also the end of the reads beside it. */
function endingWith(pool: pg.Pool, reads: PipelinedReads): pg.Pool {
  const endPool = pool.end.bind(pool);
  const end = async () => {
    await Promise.all([endPool(), reads.end()]);
  };
  return Object.assign(pool, { end });
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseSafeInteger],
  [pg.types.builtins.DATE, (text) => text],
]);

const getTypeParser: typeof pg.types.getTypeParser = (oid, format) =>
  (format === "binary" ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format);

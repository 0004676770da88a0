import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { parseSafeInteger } from "./parse-safe-integer.ts";
import type { Database } from "./database.ts";
import { prepareMarked, readOnPool } from "./prepared.ts";
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

/**
 * A pool of connections as a Kysely instance; `destroy` closes it. `bigint` columns arrive as
 * numbers (beyond 2^53 − 1 reading fails rather than rounds), `timestamptz` as Date, `numeric` as
 * string, `jsonb` parsed.
 */
export function connectDatabase(options: ConnectionOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.name ?? "open-gallery",
    types: { getTypeParser },
  });
  pool.on("connect", prepareMarked);
  // A connection lost while idle is replaced by the pool; without a listener it ends the process.
  pool.on("error", () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  readOnPool(db, pool);
  return db;
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, parseSafeInteger],
]);

const getTypeParser: typeof pg.types.getTypeParser = (oid, format) =>
  (format === "binary" ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format);

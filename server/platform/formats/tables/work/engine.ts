import { mkdir } from "node:fs/promises";
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue, VARCHAR } from "@duckdb/node-api";
import type { QuerySource } from "./protocol.ts";
import { quote, type Statement } from "./sql.ts";

/** What one query may hold in memory; what does not fit goes to the spill folder. */
const MEMORY = "1GB";
const SPILL = "8GB";
const THREADS = 2;

export type Engine = {
  /** Rows of plain values; whole numbers beyond 2^53 are bigint. */
  select: (statement: Statement) => Promise<DuckDBValue[][]>;
  run: (sql: string) => Promise<void>;
  close: () => void;
};

/**
 * The engine for whole tables. It can reach the files it is given and nothing else: no other path, no
 * network, no extension, and its settings are closed.
 */
export async function openEngine({
  database,
  files,
  spillFolder,
}: {
  /** A file that is read only, a new one, or memory. */
  database: { path: string; isNew: boolean } | null;
  /** What it may read beside. */
  files: readonly string[];
  spillFolder: string;
}): Promise<Engine> {
  await mkdir(spillFolder, { recursive: true });
  const instance = await DuckDBInstance.create(database?.path ?? ":memory:", {
    threads: String(THREADS),
    memory_limit: MEMORY,
    max_temp_directory_size: SPILL,
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(database && !database.isNew ? { access_mode: "READ_ONLY" } : {}),
  });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`SET allowed_paths = [${files.map(quote).join(", ")}]`);
  await connection.run("SET enable_external_access = false");
  await connection.run("SET lock_configuration = true");
  return {
    select: (statement) => select(connection, statement),
    async run(sql) {
      await connection.run(sql);
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** A query ended without an answer. The message is for people, and names no path. */
class QueryError extends Error {
  override name = "QueryError";
}

/** The engine over a table that is ready for queries. */
export function openSource({ kind, path, spillFolder }: QuerySource): Promise<Engine> {
  return openEngine({
    database: kind === "prepared" ? { path, isNew: false } : null,
    files: kind === "parquet" ? [path] : [],
    spillFolder,
  });
}

async function select(connection: DuckDBConnection, { sql, values }: Statement) {
  const types = values.map(() => VARCHAR);
  try {
    const reader = await connection.runAndReadAll(sql, values, types);
    return reader.getRows();
  } catch (error) {
    const isMemory = error instanceof Error && /out of memory/i.test(error.message);
    const message = isMemory
      ? "The table is too large for this: it needs more memory than a query may have"
      : "The table cannot be searched: its file has something that the engine does not read";
    throw new QueryError(message, { cause: error });
  }
}

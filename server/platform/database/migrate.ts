import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

const oldestRelease = 15;

/** "og" as a number: PostgreSQL names advisory locks by integers. */
const advisoryLock = 0x6f67;

interface Migration {
  number: number;
  name: string;
  sql: string;
  checksum: string;
}

export interface MigrationOptions {
  url: string;
  /** Default: the gallery's own `server/migrations`. */
  folder?: string;
}

/** The migrations are not what was applied before, or were made by a newer release. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/**
 * Brings the schema up to date: applies each `0001-name.sql` that was not applied yet, in the order
 * of their numbers, each in a transaction of its own. Processes that start together take turns. An
 * older release may start on a newer schema, because migrations expand before they contract.
 *
 * @returns the names of the migrations applied now.
 * @throws MigrationError when an applied migration was changed, a number is doubled, or the server
 *   is too old.
 */
export async function migrateDatabase(options: MigrationOptions): Promise<string[]> {
  const migrations = await readMigrations(options.folder ?? migrationsFolder);
  const client = new pg.Client({
    connectionString: options.url,
    application_name: "open-gallery migrations",
  });
  await client.connect();
  try {
    await requireRelease(client);
    await client.query("select pg_advisory_lock($1)", [advisoryLock]);
    return await applyMissing(client, migrations);
  } finally {
    await client.end();
  }
}

async function requireRelease(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  const release = rows[0]?.server_version ?? "";
  if (Number.parseInt(release, 10) >= oldestRelease) return;
  throw new MigrationError(
    `The database is PostgreSQL ${release}; the gallery needs ${oldestRelease} or newer.`,
  );
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(`create table if not exists migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`);
  const { rows } = await client.query<{ number: number; checksum: string }>(
    "select number, checksum from migrations",
  );
  const applied = new Map(rows.map(({ number, checksum }) => [number, checksum]));
  for (const { number, name, checksum } of migrations) {
    if (!applied.has(number) || applied.get(number) === checksum) continue;
    throw new MigrationError(
      `The migration ${name} was changed after it was applied here. ` +
        "Undo the change and put it into a new migration.",
    );
  }
  const missing = migrations.filter(({ number }) => !applied.has(number));
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

async function apply(client: pg.Client, { number, name, sql, checksum }: Migration) {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("insert into migrations (number, name, checksum) values ($1, $2, $3)", [
      number,
      name,
      checksum,
    ]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback");
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(`The migration ${name} failed: ${reason}`, { cause });
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]));
  return Promise.all(
    names.map(async (name, index) => {
      const number = numbers[index] ?? Number.NaN;
      // A gap is a number that work beside this one has taken; it is applied when it comes.
      if (Number.isNaN(number) || number === numbers[index - 1]) {
        throw new MigrationError(
          `Migrations are named 0001-word.sql, each number once: ${name} is not.`,
        );
      }
      const sql = await readFile(join(folder, name), "utf8");
      return { number, name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

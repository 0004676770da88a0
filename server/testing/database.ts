import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { connectDatabase, type Database } from "../platform/database/index.ts";

export interface TestDatabase {
  db: Database;
  url: string;
}

/**
 * A database of its own for one test file: a migrated, empty clone, dropped when the file ends.
 * Called once at the top of the file: `const { db } = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, drop } = await cloneDatabase(inject("templateDatabaseUrl"));
  const db = connectDatabase({ url, poolSize: 10 });
  afterAll(async () => {
    await db.destroy();
    await drop();
  });
  return { db, url };
}

/** An empty database without the gallery's schema, for tests of migrations. */
export async function emptyDatabase(): Promise<{ url: string }> {
  const { url, drop } = await cloneDatabase(
    databaseUrl(inject("templateDatabaseUrl"), "template1"),
  );
  afterAll(drop);
  return { url };
}

async function cloneDatabase(templateUrl: string) {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = /\/([a-z0-9_]+)\?/.exec(templateUrl)?.[1] ?? "";
  const adminUrl = databaseUrl(templateUrl, "postgres");
  await execute(adminUrl, `create database ${name} template ${template} strategy file_copy`);
  return {
    url: databaseUrl(templateUrl, name),
    drop: () => execute(adminUrl, `drop database ${name} with (force)`),
  };
}

/** The same server, another database: `postgresql://user@/NAME?host=…`. */
function databaseUrl(url: string, name: string): string {
  return url.replace(/\/[a-z0-9_]+\?/, `/${name}?`);
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

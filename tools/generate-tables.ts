/**
 * Writes server/platform/database/tables.ts from a migrated database:
 *   node tools/generate-tables.ts postgres://…
 * Run it after adding a migration; a test compares the file with the schema.
 */
import { writeFileSync } from "node:fs";
import pg from "pg";
import { describeTables } from "#server/platform/database/describe-tables.ts";

const url = process.argv[2];
if (!url) throw new Error("usage: node tools/generate-tables.ts DATABASE_URL");
const client = new pg.Client({ connectionString: url });
await client.connect();
const target = new URL("../server/platform/database/tables.ts", import.meta.url);
writeFileSync(target, await describeTables(client));
await client.end();

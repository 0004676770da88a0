import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { describeTables } from "./describe-tables.ts";

const { url } = await testDatabase();

it("the table types are those of the migrated schema", async () => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const described = await describeTables(client);
  await client.end();
  const written = readFileSync(new URL("tables.ts", import.meta.url), "utf8");
  expect(written, "run tools/generate-tables.ts").toBe(described);
});

import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { emptyDatabase, testDatabase } from "./database.ts";

const first = await testDatabase();
const second = await testDatabase();

describe("a test database", () => {
  it("has the migrated schema and no rows", async () => {
    const { rows } = await sql`select * from outbox`.execute(first.db);
    expect(rows).toEqual([]);
  });

  it("shares nothing with another one", async () => {
    await first.db.insertInto("outbox").values({ name: "a", payload: "{}" }).execute();
    expect(await second.db.selectFrom("outbox").selectAll().execute()).toEqual([]);
  });

  it("can be without the schema", async () => {
    const { url } = await emptyDatabase();
    expect(url).not.toBe(first.url);
  });
});

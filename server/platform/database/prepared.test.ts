import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { prepared, withTransaction } from "./index.ts";

const { db } = await testDatabase();

const selectNames = prepared((db, { names }: { names: string[] }) =>
  db
    .selectFrom("outbox")
    .select(["name", "payload"])
    .where((eb) => eb("name", "=", eb.fn.any(eb.val(names))))
    .where("attempts", "=", 0)
    .orderBy("id"),
);

async function insert(name: string): Promise<void> {
  await db.insertInto("outbox").values({ name, payload: "{}" }).execute();
}

describe("a prepared query", () => {
  it("is built once and answers for the values of each call", async () => {
    await insert("prepared.one");
    await insert("prepared.two");
    expect(await selectNames(db, { names: ["prepared.two"] })).toMatchObject([
      { name: "prepared.two" },
    ]);
    expect(await selectNames(db, { names: ["prepared.one", "prepared.two"] })).toHaveLength(2);
    expect(await selectNames(db, { names: [] })).toEqual([]);
  });

  it("is prepared once by its connection, however often it runs", async () => {
    await withTransaction(db, async (trx) => {
      const runs = sql<{ name: string; runs: number }>`
        select name, generic_plans + custom_plans as runs from pg_prepared_statements
        where statement like '%"outbox"%"attempts"%'`;
      const before = (await runs.execute(trx)).rows[0]?.runs ?? 0;
      for (let run = 0; run < 3; run++) await selectNames(trx, { names: ["prepared.one"] });
      expect((await runs.execute(trx)).rows).toEqual([
        { name: expect.stringMatching(/^gallery_\d+$/), runs: before + 3 },
      ]);
    });
  });

  it("sees what its transaction wrote", async () => {
    await withTransaction(db, async (trx) => {
      await trx.insertInto("outbox").values({ name: "prepared.three", payload: "{}" }).execute();
      expect(await selectNames(trx, { names: ["prepared.three"] })).toHaveLength(1);
      expect(await selectNames(db, { names: ["prepared.three"] })).toHaveLength(0);
    });
  });

  it("takes null as a value that equals nothing", async () => {
    const selectByName = prepared((db, { name }: { name: string | null }) =>
      db.selectFrom("outbox").select("id").where("name", "=", name),
    );
    expect(await selectByName(db, { name: null })).toEqual([]);
    expect(await selectByName(db, { name: "prepared.one" })).toHaveLength(1);
  });

  it("refuses to be built of a value that it would use up", async () => {
    const selectByPrefix = prepared((db, { prefix }: { prefix: string }) =>
      db.selectFrom("outbox").select("id").where("name", "like", `${prefix}%`),
    );
    await expect(selectByPrefix(db, { prefix: "prepared" })).rejects.toThrow(
      "takes prefix as it is",
    );
  });
});

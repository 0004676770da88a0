import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { connectDatabase, withTransaction } from "./index.ts";

const { db, url } = await testDatabase();

async function selectOne(expression: string): Promise<unknown> {
  const { rows } = await sql.raw<{ value: unknown }>(`select ${expression} as value`).execute(db);
  return rows[0]?.value;
}

describe("values from the database", () => {
  it("are exact: bigint is a number or an error, never rounded", async () => {
    expect(await selectOne("9007199254740991::bigint")).toBe(Number.MAX_SAFE_INTEGER);
    expect(await selectOne("count(*)")).toBe(1);
    await expect(selectOne("9007199254740993::bigint")).rejects.toThrow(RangeError);
    expect(await selectOne("1.10::numeric")).toBe("1.10");
  });

  it("have JavaScript's own types", async () => {
    const moment = "2026-01-02T03:04:05.678Z";
    expect(await selectOne(`'${moment}'::timestamptz`)).toEqual(new Date(moment));
    expect(await selectOne("'2024-02-29'::date")).toBe("2024-02-29");
    expect(await selectOne(`'{"a": [1]}'::jsonb`)).toEqual({ a: [1] });
    expect(await selectOne("'\\x00ff'::bytea")).toEqual(Buffer.from([0, 255]));
  });
});

describe("a connection", () => {
  it("ends a statement that runs too long", async () => {
    const hurried = connectDatabase({ url, poolSize: 1, statementTimeoutMs: 50 });
    const slow = sql`select pg_sleep(5)`.execute(hurried);
    await expect(slow).rejects.toThrow("statement timeout");
    await hurried.destroy();
  });

  it("that the server cut while it was idle is replaced", async () => {
    const other = connectDatabase({ url, poolSize: 1, name: "to be cut" });
    await sql`select 1`.execute(other);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'to be cut'`.execute(db);
    await expect
      .poll(() =>
        sql`select 1`.execute(other).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await other.destroy();
  });
});

describe("a transaction", () => {
  const words = () => db.selectFrom("outbox").select("name").orderBy("id").execute();
  const write = (trx: typeof db, name: string) =>
    trx.insertInto("outbox").values({ name, payload: "{}" }).execute();

  it("happens whole or not at all", async () => {
    const failed = withTransaction(db, async (trx) => {
      await write(trx, "undone");
      throw new Error("stop");
    });
    await expect(failed).rejects.toThrow("stop");
    expect(await words()).toEqual([]);
  });

  it("joins the one it is in", async () => {
    const failed = withTransaction(db, async (outer) => {
      await withTransaction(outer, (inner) => write(inner, "inner"));
      throw new Error("outer failed");
    });
    await expect(failed).rejects.toThrow("outer failed");
    expect(await words()).toEqual([]);
  });

  it("runs again after a deadlock, until both are through", async () => {
    await write(db, "one");
    await write(db, "two");
    const [one, two] = await db.selectFrom("outbox").select("id").orderBy("id").execute();
    const bothHoldOne = Promise.withResolvers<void>();
    let holders = 0;
    let attempts = 0;
    const touch = (trx: typeof db, id: number) =>
      trx
        .updateTable("outbox")
        .set({ attempts: sql`attempts + 1` })
        .where("id", "=", id)
        .execute();
    const cross = (from: number, to: number) =>
      withTransaction(db, async (trx) => {
        attempts += 1;
        await touch(trx, from);
        holders += 1;
        if (holders === 2) bothHoldOne.resolve();
        await bothHoldOne.promise;
        await touch(trx, to);
      });
    await Promise.all([cross(one?.id ?? 0, two?.id ?? 0), cross(two?.id ?? 0, one?.id ?? 0)]);
    expect(attempts).toBe(3);
    const rows = await db.selectFrom("outbox").select("attempts").execute();
    expect(rows).toEqual([{ attempts: 2 }, { attempts: 2 }]);
  });

  it("gives up when it fails the same way each time", async () => {
    let attempts = 0;
    const hopeless = withTransaction(db, async (trx) => {
      attempts += 1;
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(trx);
    });
    await expect(hopeless).rejects.toThrow("again");
    expect(attempts).toBe(5);
  });
});

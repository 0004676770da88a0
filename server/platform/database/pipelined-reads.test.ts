import { sql } from "kysely";
import type pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { openPipelinedReads } from "./pipelined-reads.ts";

const { db, url } = await testDatabase();
const NAME = "pipelined reads";
const reads = openPipelinedReads({ connectionString: url, application_name: NAME }, 2);

afterAll(() => reads.end());

function read(text: string, ...values: unknown[]): Promise<pg.QueryResult> {
  return reads.query({ name: text, text, values });
}

async function connections(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_stat_activity where application_name = ${NAME}`.execute(db);
  return rows[0]?.count ?? 0;
}

describe("pipelined reads", () => {
  it("share one connection, and each gets its own answer", async () => {
    const asked = Array.from({ length: 30 }, (_, index) => index);
    const answers = await Promise.all(
      asked.map((index) => read("select $1::int * 2 as double", index)),
    );
    expect(answers.map(({ rows }) => rows)).toEqual(asked.map((index) => [{ double: index * 2 }]));
    expect(await connections()).toBe(1);
  });

  it("take another connection when the first is full", async () => {
    await Promise.all(Array.from({ length: 40 }, () => read("select 1 as one")));
    expect(await connections()).toBe(2);
  });

  it("fail alone: those before and behind a failed one are answered", async () => {
    const [before, failed, behind, unparsed, last] = await Promise.allSettled([
      read("select $1::int as value", 1),
      read("select 1 / $1::int as value", 0),
      read("select $1::int as value", 2),
      read("select nonsense from nowhere"),
      read("select $1::int as value", 3),
    ]);
    expect(before).toMatchObject({ value: { rows: [{ value: 1 }] } });
    expect(failed).toMatchObject({ reason: { message: "division by zero" } });
    expect(behind).toMatchObject({ value: { rows: [{ value: 2 }] } });
    expect(unparsed).toMatchObject({ status: "rejected" });
    expect(last).toMatchObject({ value: { rows: [{ value: 3 }] } });
    await expect(read("select nonsense from nowhere")).rejects.toThrow("does not exist");
    expect((await read("select $1::int as value", 4)).rows).toEqual([{ value: 4 }]);
  });

  it("fail with the connection that is cut under them, and the next ones take a new one", async () => {
    const slow = Promise.allSettled([read("select pg_sleep(5)"), read("select 1 as one")]);
    await expect.poll(async () => (await connections()) > 0).toBe(true);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = ${NAME}`.execute(db);
    expect((await slow).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect
      .poll(async () =>
        read("select 1 as one").then(
          ({ rows }) => rows,
          () => [],
        ),
      )
      .toEqual([{ one: 1 }]);
  });

  it("fail when there is no server", async () => {
    const nowhere = openPipelinedReads({ connectionString: "postgresql://127.0.0.1:1/none" }, 1);
    await expect(nowhere.query({ name: "one", text: "select 1", values: [] })).rejects.toThrow(
      "ECONNREFUSED",
    );
    await nowhere.end();
  });
});

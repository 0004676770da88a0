import { parse } from "csv-parse/sync";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken } from "../../accounts/index.ts";
import { createApp, wireDomains } from "../../app.ts";
import { editCard, readExportedAssets } from "../../assets/index.ts";
import { unlistAsset } from "../../publishing/index.ts";
import { findRepository } from "../../repositories/index.ts";
import { anOrdinaryUser, aUser } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { testContext } from "../../testing/context.ts";

const ctx = await testContext();
wireDomains(ctx);
const operator = await aUser(ctx);
const owner = await anOrdinaryUser(ctx);
const asOwner = ctx.as(owner);
let app: FastifyInstance;
let headers: Record<string, string>;

beforeAll(async () => {
  const { secret } = await createToken(
    ctx.as(operator),
    { name: "exports", scope: "read", repositories: [] },
    { findRepository },
  );
  headers = { host: "localhost:7860", authorization: `Bearer ${secret}` };
  await anAsset(asOwner, { name: "drafted", titleZh: "=SUM(A1)" });
  const published = await aPublishedAsset(asOwner, { kind: "dataset", name: "walks" });
  await unlistAsset(asOwner, await aPublishedAsset(asOwner, { name: "put-away" }));
  await editCard(asOwner, published, { settings: { licences: ["mit", "apache-2.0"] } });
  app = await createApp(ctx, { webFolder: null, checksAnswers: true });
});
afterAll(() => app?.close());

type Line = Record<string, string>;

async function exported(query = ""): Promise<Line[]> {
  const answer = await app.inject({ headers, url: `/api/v1/console/exports/assets${query}` });
  expect(answer.statusCode).toBe(200);
  return parse(answer.body, { columns: true, bom: true });
}

async function counted(query = ""): Promise<number> {
  const url = `/api/v1/console/exports/assets/count${query}`;
  const answer = await app.inject({ headers, url });
  return answer.json<{ count: number }>().count;
}

const namesOf = (lines: Line[]) => lines.map(({ name }) => name);

describe("ACC-9: lists of assets for administrators", () => {
  it("is a file with a mark, every asset in it whatever its state", async () => {
    const url = "/api/v1/console/exports/assets";
    const answer = await app.inject({ headers, url });
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="assets-[\d-]+\.csv"$/u),
      "cache-control": "no-store",
    });
    expect(answer.rawPayload.subarray(0, 3).toString("hex")).toBe("efbbbf");
    expect(namesOf(await exported())).toEqual(["drafted", "walks", "put-away"]);
  });

  it("tells what an operator wants to know, and no cell is a formula", async () => {
    const [drafted, walks] = await exported();
    expect(drafted).toMatchObject({ state: "draft", title_zh: "'=SUM(A1)", published_at: "" });
    expect(walks).toMatchObject({
      kind: "dataset",
      owner: owner.name,
      created_by: owner.name,
      state: "published",
      licences: "mit; apache-2.0",
      official: "false",
      address: expect.stringMatching(new RegExp(`^http.*/datasets/${owner.name}/walks$`, "u")),
    });
    expect(Number(walks?.["bytes"])).toBeGreaterThan(0);
  });

  it("is narrowed by kind, state and time, and counted beforehand", async () => {
    expect(namesOf(await exported("?kind=dataset"))).toEqual(["walks"]);
    expect(namesOf(await exported("?state=unlisted"))).toEqual(["put-away"]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const past = new Date(Date.now() - 60_000).toISOString();
    expect(await exported(`?from=${soon}`)).toEqual([]);
    expect(await exported(`?to=${past}`)).toEqual([]);
    expect(namesOf(await exported(`?time=published&from=${past}&to=${soon}`))).toEqual([
      "walks",
      "put-away",
    ]);
    expect(await counted()).toBe(3);
    expect(await counted("?kind=dataset&state=published")).toBe(1);
    expect(await counted("?kind=image")).toBe(0);
  });

  it("refuses what is no kind, state or time by its name", async () => {
    for (const query of ["kind=cat", "state=sold", "time=eaten", "from=yesterday"]) {
      const url = `/api/v1/console/exports/assets?${query}`;
      const answer = await app.inject({ headers, url });
      expect(answer.statusCode).toBe(400);
      expect(answer.json<{ detail: string }>().detail).toContain(query.split("=")[0]);
    }
  });

  it("PLT-8: is written down with what it was narrowed by", async () => {
    await exported("?kind=workflow");
    const event = await ctx.db
      .selectFrom("audit_events")
      .select(["account_id", "details"])
      .where("action", "=", "operations.assets-exported")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    expect(event).toEqual({
      account_id: operator.accountId,
      details: { kind: "workflow", time: "created" },
    });
  });

  it("is read in steps, so that a long list needs no more memory than a short one", async () => {
    await makeMany(2500);
    expect(await exported("?kind=image")).toHaveLength(2500);
    const executor = ctx.db.getExecutor();
    const execute = executor.executeQuery.bind(executor);
    const rowsOf: number[] = [];
    executor.executeQuery = async <Row>(query: Parameters<typeof execute>[0]) => {
      const result = await execute<Row>(query);
      rowsOf.push(result.rows.length);
      return result;
    };
    const filter = { kind: "image", time: "created" } as const;
    for await (const { name } of readExportedAssets(ctx.db, filter)) if (name === "many-1") break;
    expect(rowsOf).toEqual([1000]);
    for await (const { id } of readExportedAssets(ctx.db, filter)) expect(id).toBeGreaterThan(0);
    executor.executeQuery = execute;
    expect(rowsOf).toEqual([1000, 1000, 1000, 500]);
  });
});

/** Container images, as rows. */
async function makeMany(count: number): Promise<void> {
  await sql`
    with made as (
      insert into repositories (public_id, namespace_id, kind, name, name_key)
      select 'many-' || n, ${owner.accountId}::bigint, 'image', 'many-' || n, 'many-' || n
      from generate_series(1, ${count}::int) as n
      returning id
    ), assets_made as (insert into assets (id) select id from made)
    insert into asset_counters (asset_id) select id from made`.execute(ctx.db);
}

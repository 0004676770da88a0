import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import type { Tables } from "../../platform/database/tables.ts";
import { testDatabase } from "../../testing/database.ts";
import { viewerOf } from "../../testing/search.ts";
import { findAssets } from "./find-assets.ts";
import { SEARCH_LIMITS } from "./plan-query.ts";
import type { SearchRequest } from "./search-request.ts";
import { readStatistics } from "./store/statistics.ts";
import { upsertSearchRow } from "./store/rows.ts";
import { countShelf, readShelfCounts } from "./store/shelf.ts";
import { moveTiers, refreshTiers } from "./store/tiers.ts";

const { db, url } = await testDatabase();
const COUNT = 20_000;
/** As if these assets were a hundred times as many. */
const LIMITS = {
  ...SEARCH_LIMITS,
  maxExactMatches: 100,
  minCandidates: 20,
  maxRows: 1000,
  maxCounted: 1000,
  maxFacetRows: 100,
};

/** Word `common` in all, `half` in every second, `tenth` in every tenth, `rare` in twenty. */
beforeAll(async () => {
  await sql`
    with owner as (insert into namespaces (name, name_key, kind) values ('o', 'o', 'user') returning id),
    made as (
      insert into repositories (public_id, namespace_id, kind, name, name_key)
      select 'r' || n, owner.id, case when n % 4 = 0 then 'dataset' else 'model' end, 'n' || n, 'n' || n
      from owner, generate_series(1, ${COUNT}::int) as n returning id, kind, namespace_id
    ),
    shown as (
      insert into assets (id, licences)
      select id, array[case when id % 3 = 0 then 'mit' else 'other' end] from made returning id
    )
    select count(*) from shown`.execute(db);
  await sql`
    insert into asset_search (asset_id, doc, is_listed, is_public)
    select id, ('common:1A ''k:' || kind || '''' || case when id % 2 = 0 then ' half:2C' else '' end
        || case when id % 10 = 0 then ' tenth:3B' else '' end
        || case when id % 1000 = 0 then ' rare:4A' else '' end
        || case when id % 3 = 0 then ' ''l:mit''' else ' ''l:other''' end)::text::tsvector,
      true, true
    from repositories`.execute(db);
  await sql`
    insert into asset_ranks (asset_id, kind, is_open, downloads, favourites, trending, published_at,
      updated_at, facets)
    select id, kind, true, (id * 7919) % 10007, id % 13, id % 101,
      '2026-01-01'::timestamptz + ((id * 7919) % 10007) * interval '1 minute',
      '2026-01-01'::timestamptz + id * interval '1 second',
      array[case when id % 3 = 0 then 'l:mit' else 'l:other' end]
    from repositories`.execute(db);
  await sql`analyze asset_search, asset_ranks`.execute(db);
  await refreshTiers(db);
  await sql`analyze asset_search, asset_ranks`.execute(db);
}, 60_000);

function find(over: Partial<SearchRequest> = {}) {
  return findAssets(db, { viewer: ANONYMOUS, limit: 20, now: new Date(), ...over }, LIMITS);
}

async function pages(request: Partial<SearchRequest>, count: number): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  for (let at = 0; at < count; at += 1) {
    const page = await find({ ...request, cursor });
    ids.push(...page.assetIds);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined) break;
  }
  return ids;
}

async function idsInOrder(condition: string, order: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ asset_id: number }>`
    select asset_id from asset_search join asset_ranks using (asset_id)
    where doc @@ ${condition}::tsquery
    order by ${sql.ref(order)} desc, asset_id desc limit ${limit}`.execute(db);
  return rows.map((row) => row.asset_id);
}

async function setDownloads(ids: number[], downloads: number) {
  await db.updateTable("asset_ranks").set({ downloads }).where("asset_id", "in", ids).execute();
}

async function setOpen(ids: number[], isOpen: boolean) {
  await db
    .updateTable("asset_search")
    .set({ is_public: isOpen })
    .where("asset_id", "in", ids)
    .execute();
  await db
    .updateTable("asset_ranks")
    .set({ is_open: isOpen })
    .where("asset_id", "in", ids)
    .execute();
}

describe("many assets", () => {
  it("statistics tell how frequent lexemes are", async () => {
    const { documentCount, frequencies } = await readStatistics(db);
    expect(documentCount).toBe(COUNT);
    expect(frequencies?.("half")).toBeCloseTo(0.5, 1);
    expect(frequencies?.("tenth")).toBeCloseTo(0.1, 1);
    expect(frequencies?.("tier:downloads:5")).toBeCloseTo(0.3, 1);
    expect(frequencies?.("never-seen")).toBeLessThan(0.01);
  });

  it("DIS-1: few matches are counted, many are about so many", async () => {
    expect((await find({ words: "rare" })).total).toEqual({ value: COUNT / 1000, isExact: true });
    for (const [words, truth] of [
      ["half", COUNT / 2],
      ["tenth", COUNT / 10],
    ] as const) {
      const { total } = await find({ words });
      expect(total.isExact).toBe(false);
      expect(Math.abs(total.value - truth) / truth).toBeLessThan(0.3);
    }
    const listed = await find({ kind: "dataset" });
    expect(listed.total.isExact).toBe(false);
    expect(Math.abs(listed.total.value - COUNT / 4) / COUNT).toBeLessThan(0.05);
  });

  it("DIS-1: what only the viewer may see does not stand for a part of all", async () => {
    const { total } = await find({ words: "half" });
    const viewer = viewerOf(1);
    const hidden = await idsInOrder("half", "trending", 30);
    await db
      .insertInto("repository_grants")
      .values(
        hidden.map((id) => ({
          repository_id: id,
          namespace_id: 1,
          right_level: 2,
          source: "share",
        })),
      )
      .execute();
    await setOpen(hidden, false);
    const shown = await find({ words: "half", viewer, sort: "downloads" });
    await setOpen(hidden, true);
    await db.deleteFrom("repository_grants").execute();
    expect(Math.abs(shown.total.value - total.value) / total.value).toBeLessThan(0.5);
  });

  it("DIS-1: facets of a large result are those of a sample, scaled", async () => {
    const { facets, total } = await find({ words: "half" });
    const sum = facets.licence.reduce((counted, { count }) => counted + count, 0);
    expect(Math.abs(sum - total.value) / total.value).toBeLessThan(0.05);
    expect(facets.licence[0]?.value).toBe("other");
  });

  it.each([
    ["downloads", "downloads"],
    ["favourites", "favourites"],
    ["subscriptions", "subscriptions"],
    ["trending", "trending"],
    ["updated", "updated_at"],
    ["newest", "published_at"],
    ["created", "asset_id"],
  ] as const)(
    "DIS-1: many matches in order of %s come in exactly that order, far past the first tier",
    async (sort, column) => {
      const found = await pages({ words: "half ", sort }, 12);
      expect(found).toEqual(await idsInOrder("half", column, 240));
    },
  );

  it("DIS-1: a listing of a kind comes in order", async () => {
    const found = await pages({ kind: "dataset", sort: "downloads" }, 3);
    expect(found).toEqual(await idsInOrder("'k:dataset'", "downloads", 60));
  });

  it("DIS-1: many matches by relevance reach every match of the row limit once", async () => {
    const found = await pages({ words: "tenth" }, 200);
    expect(new Set(found).size).toBe(found.length);
    const all = new Set(await idsInOrder("tenth", "asset_id", COUNT));
    for (const id of found) expect(all).toContain(id);
    expect(found.length).toBeGreaterThan(1000);
  });

  it("tiers follow the counters: what rises enters, what falls far enough leaves", async () => {
    expect(await refreshTiers(db)).toBe(0);
    const risen = (await idsInOrder("rare", "asset_id", 20)).toReversed();
    const [first = 0, ...others] = risen;
    const size = COUNT / 1000;
    await setDownloads([first], 1_000_000);
    await withTransaction(db, (trx) => moveTiers(trx, [first]));
    expect(await idsInOrder("'tier:downloads:0'", "downloads", 100)).toHaveLength(size + 1);
    await setDownloads(others, 1_000_000);
    expect(await refreshTiers(db)).toBeGreaterThan(0);
    const best = await idsInOrder("'tier:downloads:0'", "downloads", 100);
    expect(new Set(best.slice(0, size))).toEqual(new Set(risen));
    expect(best.length).toBeLessThanOrEqual(size * 1.5);
  });

  it("what was written just now is among the newest, what is hidden is in no tier", async () => {
    const [id = 0] = await idsInOrder("common", "downloads", 1);
    const tiersOf = async () => {
      const { rows } = await sql<{ lexeme: string }>`select lexeme from asset_search,
        unnest(doc) where asset_id = ${id} and lexeme like 'tier:%'`.execute(db);
      return rows.map(({ lexeme }) => lexeme);
    };
    const row = {
      assetId: id,
      document: "'common'",
      facets: [] as string[],
      kind: "model",
      namespaceId: 1,
      isListed: true,
      isPublic: true,
      completeness: 0,
      publishedAt: new Date("2026-01-01"),
      updatedAt: new Date("2026-02-01"),
    } as const;
    await withTransaction(db, (trx) => upsertSearchRow(trx, row));
    expect(await tiersOf()).toEqual(
      expect.arrayContaining(["tier:downloads:0", "tier:updated_at:0", "tier:published_at:0"]),
    );
    await withTransaction(db, (trx) => upsertSearchRow(trx, { ...row, isPublic: false }));
    expect(await tiersOf()).toEqual([]);
  });

  it("DIS-1: the shelf that was counted is what long lists show beside themselves", async () => {
    await countShelf(db);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from asset_ranks where is_open and kind = 'dataset'`.execute(
      db,
    );
    const truth = rows[0]?.count ?? 0;
    const counted = await readShelfCounts(db, "dataset");
    expect(counted?.count).toBe(truth);
    expect(counted?.values.reduce((sum, { count }) => sum + count, 0)).toBe(truth);
    expect((await readShelfCounts(db, undefined))?.count).toBeGreaterThan(3 * truth);
  });
});

describe("query plans", () => {
  const executed: { sql: string; parameters: readonly unknown[] }[] = [];
  const pool = new pg.Pool({ connectionString: url });
  // The database is dropped under connections that are still closing.
  pool.on("error", () => {});
  const recording = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      executed.push(query);
    },
  });
  afterAll(() => recording.destroy());

  it.each<[string, Partial<SearchRequest>, string]>([
    ["a rare word", { words: "rare" }, "asset_search_doc"],
    [
      "a rare word and a frequent filter",
      { words: "rare", filters: { licence: ["mit"] } },
      "asset_search_doc",
    ],
    ["a frequent word by relevance", { words: "tenth" }, "asset_search_doc"],
    ["a frequent word in order", { words: "tenth", sort: "downloads" }, "asset_search_doc"],
    ["a listing", { sort: "updated" }, "asset_ranks_updated_at_asset_id_idx"],
    ["a listing of a kind", { kind: "model" }, "asset_ranks_kind_trending_asset_id_idx"],
  ])("%s reads an index, not the table", async (_, request, index) => {
    executed.length = 0;
    await findAssets(
      recording,
      { viewer: ANONYMOUS, limit: 20, now: new Date(), ...request },
      LIMITS,
    );
    const searches = executed.filter((query) => query.sql.includes("order by key"));
    expect(searches.length).toBeGreaterThan(0);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      for (const search of searches) {
        const { rows } = await client.query<Record<string, unknown>>({
          text: `explain (format json) ${search.sql}`,
          values: [...search.parameters],
        });
        const plan = JSON.stringify(rows);
        expect(plan).toContain(index);
        expect(plan).not.toMatch(/"Seq Scan"[^}]*"Relation Name":"asset_search"/);
      }
    } finally {
      await client.end();
    }
  });
});

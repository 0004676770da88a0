import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import type { Tables } from "../../platform/database/tables.ts";
import { testDatabase } from "../../testing/database.ts";
import { countMatches } from "./count-matches.ts";
import { findCorrected } from "./find-corrected.ts";
import { findCandidates } from "./store/words.ts";

const { db, url } = await testDatabase();
const COUNT = 6000;

/** `whale` in half of the assets, `whalf` in three of them; 20,000 words besides. */
beforeAll(async () => {
  await sql`
    with owner as (insert into namespaces (name, name_key, kind) values ('o', 'o', 'user') returning id),
    made as (
      insert into repositories (public_id, namespace_id, kind, name, name_key)
      select 'r' || n, owner.id, 'model', 'n' || n, 'n' || n
      from owner, generate_series(1, ${COUNT}::int) as n returning id
    ), shown as (insert into assets (id) select id from made returning id)
    insert into asset_search (asset_id, doc, is_listed, is_public)
    select id, case when id % 2 = 0 then 'whale:1A' when id % 2000 = 1 then 'whalf:1A'
        else 'other:1A' end::tsvector, true, true
    from shown`.execute(db);
  await sql`
    insert into asset_ranks (asset_id, kind, is_open, published_at, updated_at)
    select asset_id, 'model', true, now(), now() from asset_search`.execute(db);
  await sql`
    insert into search_words (word, length)
    select word, char_length(word) from (
      select distinct translate(md5(n::text)::varchar(9), '0123456789', 'ghijklmnop') as word
      from generate_series(1, 20000) as n union select unnest(array['whale', 'whalf'])
    ) as words`.execute(db);
  await sql`analyze asset_search, asset_ranks, search_words`.execute(db);
}, 60_000);

describe("how frequent words are", () => {
  it("is counted of rare ones, and known of frequent ones", async () => {
    const words = ["whalf", "whale", "never", "other"].map((lexeme) => ({ lexeme }));
    const [few, half, none, others] = await countMatches(db, words);
    expect([few, none]).toEqual([3, 0]);
    expect((half ?? 0) / COUNT).toBeCloseTo(0.5, 1);
    expect((others ?? 0) / COUNT).toBeCloseTo(0.5, 1);
  });

  it("counts nothing of nothing", async () => {
    expect(await countMatches(db, [])).toEqual([]);
  });

  it("DIS-1: of similar words the far more frequent is meant, by what the statistics know", async () => {
    const request = { viewer: ANONYMOUS, limit: 5, now: new Date() };
    const { correction, total } = await findCorrected(db, { ...request, words: "whalw " });
    expect(correction).toEqual({ words: "whale", isApplied: true });
    expect(total.value).toBeGreaterThan(COUNT / 3);
    const rare = await findCorrected(db, { ...request, words: "whalf " });
    expect(rare.correction).toEqual({ words: "whale", isApplied: false });
    expect(rare.total).toEqual({ value: 3, isExact: true });
  });
});

describe("the dictionary's plan", () => {
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

  it.each([1, 2])("reads indexes for words with %i wrong letters, not the table", async (edits) => {
    executed.length = 0;
    await findCandidates(recording, { word: "transfromer", edits, swapped: ["transformer"] });
    const [search] = executed;
    const { rows } = await pool.query<Record<string, unknown>>({
      text: `explain (format json) ${search?.sql}`,
      values: [...(search?.parameters ?? [])],
    });
    const plan = JSON.stringify(rows);
    expect(plan).toContain("search_words_length_reverse_idx");
    expect(plan).not.toContain("Seq Scan");
  });
});

import pg from "pg";
import { inParallel } from "#sdk/index.ts";
import { refreshSearch } from "#server/assets/refresh-search.ts";
import { dayOf } from "#server/assets/rules.ts";
import { addCounts, flushCounters } from "#server/assets/store/counters.ts";
import {
  connectDatabase,
  type Database,
  withTransaction,
} from "#server/platform/database/index.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench.ts";
import { figureOfLimits, type Limited } from "./harness/limits.ts";
import { quantile } from "./harness/statistics.ts";
import { type ListedGallery, startListedGallery } from "./listings/listed-gallery.ts";
import { FIRST_ASSET } from "./listings/listing-rows.ts";
import { randomFrom } from "./listings/random.ts";

const FOUND_WITHIN_MS = 1000;
/** What the index of documents may have grown to after each round of changes and its vacuum. */
const GROWTH = 1.5;
const WRITERS = 4;

export const searchUpdate: Bench = {
  summary:
    "1 s ÷ the time until a change is found, p95, among 1,000,000 listings; the index's growth",
  measure: measureUpdate,
};

type Size = { listings: number; changes: number; counts: number; rounds: number; perRound: number };
const USUAL: Size = {
  listings: 1_000_000,
  changes: 200,
  counts: 20_000,
  rounds: 3,
  perRound: 20_000,
};
const QUICK: Size = { listings: 20_000, changes: 20, counts: 2000, rounds: 2, perRound: 1000 };

type World = { gallery: ListedGallery; db: Database; client: pg.Client; some: () => number };

async function measureUpdate({ workplace, isQuick, say }: BenchContext): Promise<Figure> {
  const size = isQuick ? QUICK : USUAL;
  await workplace.needBytes(size.listings * 8000);
  const gallery = await startListedGallery(workplace, { count: size.listings, say });
  const db = connectDatabase({ url: gallery.databaseUrl, statementTimeoutMs: 0 });
  const client = new pg.Client({ connectionString: gallery.databaseUrl });
  await client.connect();
  const random = randomFrom(1);
  const some = () => FIRST_ASSET + Math.floor(size.listings * random());
  const world = { gallery, db, client, some };
  try {
    const found = await measureFreshness(world, size.changes);
    say(`found after ${found.toFixed(0)} ms, p95`);
    const flushed = await measureCounts(world, size.counts);
    const { perSecond, growth, table } = await measureGrowth(world, size);
    const parts: Limited[] = [
      { label: "a change is found, p95", value: found, limit: FOUND_WITHIN_MS, unit: "ms" },
      { label: "the index after changes", value: growth, limit: GROWTH, unit: "× its size" },
    ];
    const rows = [
      ["changes of listings", `${perSecond.toFixed(0)} a second`, "", ""],
      ["counts brought to the search", `${flushed.toFixed(0)} a second`, "", ""],
      ...table,
    ];
    return figureOfLimits(parts, { rows, details: { perSecond, flushed } });
  } finally {
    await Promise.all([client.end(), db.destroy()]);
  }
}

/** From the commit of a change until the gallery finds it: 95 times of 100. */
async function measureFreshness({ gallery, db, client }: World, changes: number): Promise<number> {
  const { rows } = await client.query<{ asset_id: string }>(
    "select asset_id from asset_ranks where is_open order by asset_id limit $1",
    [changes],
  );
  const milliseconds: number[] = [];
  for (const [index, { asset_id: id }] of rows.entries()) {
    const word = `fresh${index.toString(36)}zzq`;
    await change({ db, client }, Number(id), word);
    const committedAt = performance.now();
    while (!(await isFound(gallery, word))) continue;
    milliseconds.push(performance.now() - committedAt);
  }
  return quantile(milliseconds, 0.95);
}

async function isFound({ url }: ListedGallery, word: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/assets?q=${encodeURIComponent(`${word} `)}`);
  const { items } = (await response.json()) as { items: unknown[] };
  return items.length > 0;
}

async function change({ db, client }: Pick<World, "db" | "client">, id: number, word: string) {
  await client.query(
    "update assets set description = $2, updated_at = clock_timestamp() where id = $1",
    [id, word],
  );
  await withTransaction(db, (trx) => refreshSearch(trx, id));
}

/** @returns how many assets' counts a second move to the search. */
async function measureCounts({ db, some }: World, count: number): Promise<number> {
  const counts = new Map(Array.from({ length: count }, () => [some(), 3]));
  await addCounts(db, { column: "downloads", day: dayOf(new Date()), counts });
  const startedAt = performance.now();
  for (;;) {
    const flushed = await withTransaction(db, (trx) =>
      flushCounters(trx, { limit: 500, now: new Date() }),
    );
    if (flushed.length < 500) break;
  }
  return counts.size / ((performance.now() - startedAt) / 1000);
}

/** Changes many listings, round by round, with a vacuum after each as autovacuum would do one. */
async function measureGrowth(world: World, { rounds, perRound }: Size) {
  const before = await indexBytes(world.client);
  const table: string[][] = [["the index of documents", megabytes(before), "", ""]];
  let seconds = 0;
  let after = before;
  for (let round = 1; round <= rounds; round += 1) {
    const ids = Array.from({ length: perRound }, world.some);
    const startedAt = performance.now();
    await inParallel([...new Set(ids)], { limit: WRITERS }, (id) =>
      withTransaction(world.db, (trx) => refreshSearch(trx, id)),
    );
    seconds += (performance.now() - startedAt) / 1000;
    const grown = await indexBytes(world.client);
    await world.client.query("vacuum asset_search");
    after = await indexBytes(world.client);
    const label = `after ${round * perRound} changes, and their vacuum`;
    table.push([label, `${megabytes(grown)}, ${megabytes(after)}`, "", ""]);
  }
  return { perSecond: (rounds * perRound) / seconds, growth: after / before, table };
}

async function indexBytes(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>(
    "select pg_relation_size('asset_search_doc') as bytes",
  );
  return Number(rows[0]?.bytes);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

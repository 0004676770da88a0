/**
 * Writes into a gallery's database what other people would do meanwhile, by the gallery's own code,
 * until it is told to end: listings, half of them new and half of them changed, and counts.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { refreshSearch } from "#server/assets/refresh-search.ts";
import { dayOf } from "#server/assets/rules.ts";
import { addCounts } from "#server/assets/store/counters.ts";
import { connectDatabase, withTransaction } from "#server/platform/database/index.ts";
import { insertRows } from "../listings/insert-rows.ts";
import { addListing, FIRST_ASSET, noRows, type Rows, TABLES } from "../listings/listing-rows.ts";
import { randomFrom } from "../listings/random.ts";

export type WriteWhileSearchedInput = {
  databaseUrl: string;
  /** How many listings there are, and the number from which new ones may be made. */
  count: number;
  from: number;
  listingsPerSecond: number;
  countsPerSecond: number;
};
export type WriteWhileSearchedOutput = { seconds: number; listings: number; counts: number };

/** How often the gallery writes what it has counted. */
const COUNT_EVERY_MS = 2000;
const NO_AUDIENCE = { viewerId: 0, grants: 1, total: 1_000_000_000 };
/** The rows that `refreshSearch` makes. */
const MADE_BY_GALLERY: ReadonlySet<string> = new Set(["asset_search", "asset_ranks"]);

const input = JSON.parse(process.argv[2] ?? "") as WriteWhileSearchedInput;
const db = connectDatabase({ url: input.databaseUrl, poolSize: 4 });
const client = new pg.Client({ connectionString: input.databaseUrl });
await client.connect();
const random = randomFrom(input.from);
const done = { listings: 0, counts: 0 };
let isEnding = false;
process.once("SIGTERM", () => {
  isEnding = true;
});

const startedAt = performance.now();
await Promise.all([writeListings(), writeCounts()]);
const seconds = (performance.now() - startedAt) / 1000;
await Promise.all([client.end(), db.destroy()]);
const output: WriteWhileSearchedOutput = { seconds, ...done };
process.stdout.write(JSON.stringify(output));

/** One after the other; what is late is made up for. */
async function writeListings(): Promise<void> {
  const stepMs = 1000 / input.listingsPerSecond;
  for (let number = 0; !isEnding; number += 1) {
    const wait = startedAt + number * stepMs - performance.now();
    if (wait > 0) await sleep(wait);
    const id = number % 2 === 0 ? await addNew(input.from + number) : await changeOne();
    await withTransaction(db, (trx) => refreshSearch(trx, id));
    done.listings += 1;
  }
}

async function addNew(number: number): Promise<number> {
  const rows = noRows();
  addListing(rows, number, { bounds: [], audience: NO_AUDIENCE });
  await client.query("begin");
  for (const [table, columns] of Object.entries(TABLES)) {
    if (MADE_BY_GALLERY.has(table)) continue;
    await insertRows(client, table, { columns, rows: rows[table as keyof Rows] });
  }
  await client.query("commit");
  return FIRST_ASSET + number;
}

async function changeOne(): Promise<number> {
  const id = someAsset();
  await client.query("update assets set updated_at = clock_timestamp() where id = $1", [id]);
  return id;
}

async function writeCounts(): Promise<void> {
  const perBatch = (input.countsPerSecond * COUNT_EVERY_MS) / 1000;
  for (let batch = 1; !isEnding; batch += 1) {
    const until = startedAt + batch * COUNT_EVERY_MS;
    while (performance.now() < until && !isEnding) await sleep(100);
    const counts = new Map(Array.from({ length: perBatch }, () => [someAsset(), 1]));
    await addCounts(db, { column: "downloads", day: dayOf(new Date()), counts });
    done.counts += counts.size;
  }
}

function someAsset(): number {
  return FIRST_ASSET + Math.floor(input.count * random());
}

import { availableParallelism } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { countShelf } from "#server/assets/search/store/shelf.ts";
import { refreshTiers } from "#server/assets/search/store/tiers.ts";
import { addWords } from "#server/assets/search/store/words.ts";
import { connectDatabase, type Database } from "#server/platform/database/index.ts";
import { runProgram } from "../harness/processes.ts";
import type { WriteListingsInput, WriteListingsOutput } from "../programs/write-listings.ts";
import { categoryId, FIRST_ASSET, FIRST_OWNER, TABLES } from "./listing-rows.ts";
import { CATEGORIES, OWNERS } from "./make-listing.ts";
import { measureBounds } from "./measure-bounds.ts";

const WRITE_LISTINGS = join(import.meta.dirname, "..", "programs", "write-listings.ts");

export type Load = {
  databaseUrl: string;
  count: number;
  /** Whom so many of the restricted listings are shown to, and who has so many favourites. */
  viewerId: number;
  grants: number;
  favourites: number;
  say: (line: string) => void;
};

/**
 * Fills a gallery with generated listings: the rows of the product's own tables, the search rows by
 * the product's own code, with the indexes made at the end. @returns seconds of each part.
 */
export async function loadListings(load: Load): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: load.databaseUrl });
  await client.connect();
  const seconds: Record<string, number> = {};
  const timed = async (part: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    seconds[part] = (performance.now() - startedAt) / 1000;
    load.say(`${part}: ${seconds[part].toFixed(1)} s`);
  };
  await writeOwners(client);
  const indexes = await dropIndexes(client);
  await timed("rows", () => writeRows(load));
  await timed("indexes", () => makeIndexes(load.databaseUrl, indexes));
  await writeFavourites(client, load);
  await timed("statistics", () => gatherStatistics(load.databaseUrl));
  const db = connectDatabase({ url: load.databaseUrl, statementTimeoutMs: 0 });
  await timed("tiers", () => refreshUpkeep(db, load));
  await db.destroy();
  await client.end();
  return seconds;
}

async function writeOwners(client: pg.Client): Promise<void> {
  await client.query(`
    insert into namespaces (id, name, name_key, kind) overriding system value
    select ${FIRST_OWNER} + n, 'owner' || n, 'owner' || n, 'user'
    from generate_series(0, ${OWNERS - 1}) as n`);
  await client.query(`
    insert into accounts (id, public_id, email, email_key)
    select id, name, name || '@example.org', name || '@example.org'
    from namespaces where id >= ${FIRST_OWNER}`);
  for (const { id, below } of CATEGORIES) {
    await writeCategory(client, id, null);
    for (const child of below) await writeCategory(client, child, id);
  }
  await continueIds(client, ["namespaces", "categories"]);
}

async function writeCategory(client: pg.Client, id: string, parent: string | null) {
  await client.query(
    `insert into categories (id, public_id, parent_id, name, name_zh, position)
     overriding system value values ($1, $2, $3, $2, $2, 0)`,
    [categoryId(id), id, parent === null ? null : categoryId(parent)],
  );
}

/** Those of no constraint: what is loaded needs none to be right. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])
       and not exists (select from pg_constraint where conindid = indexrelid)`,
    [Object.keys(TABLES)],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function writeRows(load: Load): Promise<void> {
  const { databaseUrl, count, viewerId, grants } = load;
  const bounds = measureBounds(count);
  const writers = availableParallelism();
  const part = Math.ceil(count / writers);
  const outputs = await Promise.all(
    Array.from({ length: writers }, (_, index) => {
      const [from, to] = [index * part, Math.min(count, (index + 1) * part)];
      const audience = { viewerId, grants, total: count };
      const input: WriteListingsInput = { databaseUrl, from, to, bounds, audience };
      return runProgram<WriteListingsOutput>(WRITE_LISTINGS, input);
    }),
  );
  const db = connectDatabase({ url: databaseUrl, statementTimeoutMs: 0 });
  await addWords(db, [...new Set(outputs.flatMap(({ words }) => words))]);
  await db.destroy();
}

/** The index of documents takes longest: it is made beside all others. */
async function makeIndexes(databaseUrl: string, definitions: readonly string[]): Promise<void> {
  const isOfDocuments = (definition: string) => definition.includes("USING gin");
  const documents = definitions.filter(isOfDocuments);
  const others = definitions.filter((definition) => !isOfDocuments(definition));
  await Promise.all([documents, others].map((some) => runAll(databaseUrl, some)));
}

async function gatherStatistics(databaseUrl: string): Promise<void> {
  const [documents, others] = [
    ["asset_search"],
    [
      "asset_ranks",
      "assets",
      "repositories",
      "repository_grants",
      "asset_counters",
      "search_words",
    ],
  ];
  const all = (tables: readonly string[]) => tables.map((table) => `vacuum (analyze) ${table}`);
  await Promise.all(
    [all(documents), all([...others, "favourites", "asset_categories"])].map((some) =>
      runAll(databaseUrl, some),
    ),
  );
}

async function runAll(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("set maintenance_work_mem = '1GB'");
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function writeFavourites(client: pg.Client, { viewerId, count, favourites }: Load) {
  await client.query(
    `insert into favourites (account_id, asset_id)
     select $1, ${FIRST_ASSET} + (n * 7919) % $2 from generate_series(1, $3) as n
     on conflict do nothing`,
    [viewerId, count, favourites],
  );
  await continueIds(client, ["repositories"]);
}

/** What the gallery's own jobs do; of the tiers nothing is left to be done. */
async function refreshUpkeep(db: Database, { say }: Load): Promise<void> {
  const moved = await refreshTiers(db);
  if (moved > 0) say(`${moved} listings were in other tiers than the gallery puts them`);
  await countShelf(db);
}

async function continueIds(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
    );
  }
}

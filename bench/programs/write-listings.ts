/** Writes generated listings from one number to another into a gallery's database. */
import pg from "pg";
import { dictionaryWords } from "#server/assets/search/dictionary.ts";
import { insertRows } from "../listings/insert-rows.ts";
import {
  addListing,
  type Audience,
  type Bound,
  ownerName,
  noRows,
  type Rows,
  TABLES,
} from "../listings/listing-rows.ts";
import { makeListing } from "../listings/make-listing.ts";

export type WriteListingsInput = {
  databaseUrl: string;
  from: number;
  to: number;
  bounds: Bound[];
  audience: Audience;
};
export type WriteListingsOutput = {
  /** Those that the gallery's dictionary has to know. */
  words: string[];
};

const ROWS_PER_STATEMENT = 1000;
/** Their words stand for those of all: of words that are rarer, few are ever typed. */
const DICTIONARY_SAMPLE = 10;

const input = JSON.parse(process.argv[2] ?? "") as WriteListingsInput;
const client = new pg.Client({ connectionString: input.databaseUrl });
await client.connect();
// Rows that are made to fit each other need no check, and a load that is cut short is made anew.
await client.query("set session_replication_role = replica");
await client.query("set synchronous_commit = off");
const words = new Set<string>();
for (let from = input.from; from < input.to; from += ROWS_PER_STATEMENT) {
  await write(from, Math.min(from + ROWS_PER_STATEMENT, input.to));
}
await client.end();
const output: WriteListingsOutput = { words: [...words] };
process.stdout.write(JSON.stringify(output));

async function write(from: number, to: number): Promise<void> {
  const rows = noRows();
  for (let number = from; number < to; number += 1) {
    addListing(rows, number, input);
    if (number % DICTIONARY_SAMPLE === 0) addWords(number);
  }
  await client.query("begin");
  for (const [table, columns] of Object.entries(TABLES)) {
    await insertRows(client, table, { columns, rows: rows[table as keyof Rows] });
  }
  await client.query("commit");
}

function addWords(number: number): void {
  const listing = makeListing(number);
  const texts = { ...listing, ownerName: ownerName(listing.owner), ownerNickname: "" };
  for (const word of dictionaryWords(texts)) words.add(word);
}

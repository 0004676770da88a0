import { type RawBuilder, sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";

/** Of one word; more similar beginnings are no help to anyone. */
const MAX_CANDIDATES = 5000;
/** The last of all characters: what begins with a text sorts before the text with it at the end. */
const LAST = "\u{10FFFF}";

/** Adds words that the dictionary does not have; known ones cost a look and no lock. */
export async function addWords(
  trx: Database | DatabaseTransaction,
  words: readonly string[],
): Promise<void> {
  if (words.length === 0) return;
  await sql`
    insert into search_words (word, length)
    select word, char_length(word) from unnest(${words}::text[]) as given (word)
    where not exists (select from search_words as known where known.word = given.word collate "C")
    order by word collate "C"
    on conflict do nothing`.execute(trx);
}

/**
 * Words of the dictionary that can be similar: each wrong letter spoils one part of a word at most,
 * so that of one part more than there are wrong letters, one is right. Those that only the part in the
 * middle has in common are left out.
 */
export async function findCandidates(
  db: Database,
  { word, edits, swapped }: { word: string; edits: number; swapped: readonly string[] },
): Promise<string[]> {
  const letters = [...word];
  const part = Math.floor(letters.length / (edits + 1));
  const beginning = letters.slice(0, part).join("");
  const end = letters
    .slice(edits === 1 ? part : -part)
    .toReversed()
    .join("");
  const lengths = [letters.length - edits, letters.length + edits] as const;
  const { rows } = await sql<{ word: string }>`
    select word from search_words where word = any(${swapped}::text[])
    union (${within(sql`word`, beginning, lengths)})
    union (${within(sql`reverse(word)`, end, lengths)})`.execute(db);
  return rows.map((row) => row.word);
}

function within(
  column: RawBuilder<unknown>,
  beginning: string,
  [shortest, longest]: readonly [number, number],
): RawBuilder<unknown> {
  return sql`select word from search_words
    where length = any(array(select generate_series(${shortest}::int, ${longest}::int)::smallint))
      and ${column} between ${beginning} and ${beginning + LAST} limit ${MAX_CANDIDATES}`;
}

/** How many assets that everyone may find match each tsquery, counted no further than the limit. */
export async function countPublic(
  db: Database,
  queries: readonly string[],
  limit: number,
): Promise<number[]> {
  if (queries.length === 0) return [];
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from (
      select from asset_search where doc @@ asked.query::tsquery and is_public and is_listed
      limit ${limit}
    ) as found) as count
    from unnest(${queries}::text[]) with ordinality as asked (query, at) order by at`.execute(db);
  return rows.map((row) => row.count);
}

/** The texts of assets that everyone may find, by id. */
export async function readPublicTexts(
  db: Database,
  { after, limit }: { after: number; limit: number },
) {
  return db
    .selectFrom("asset_search")
    .innerJoin("assets", "assets.id", "asset_search.asset_id")
    .innerJoin("repositories", "repositories.id", "asset_search.asset_id")
    .select([
      "asset_search.asset_id",
      "repositories.namespace_id",
      "repositories.name",
      "assets.title_zh",
      sql<string>`coalesce(assets.settings ->> 'title', '')`.as("title"),
      "assets.description",
      "assets.tags",
      "assets.tasks",
      "assets.data_types",
      "assets.frameworks",
      "assets.base_models",
      "assets.datasets",
    ])
    .where("asset_search.is_public", "=", true)
    .where("asset_search.is_listed", "=", true)
    .where("asset_search.asset_id", ">", after)
    .orderBy("asset_search.asset_id")
    .limit(limit)
    .execute();
}

/** Words of the dictionary in their order. */
export async function listWords(
  db: Database,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("search_words")
    .select("word")
    .where("word", ">", after)
    .orderBy("word")
    .limit(limit)
    .execute();
  return rows.map(({ word }) => word);
}

export async function deleteWords(db: Database, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await db.deleteFrom("search_words").where("word", "in", words).execute();
}

import { sql } from "kysely";
import { type Database, type DatabaseTransaction, prepared } from "../database/index.ts";

const selectRevision = prepared((db: Database) =>
  db.selectFrom("sensitive_word_list").select("revision"),
);

/** Of the list as it is now: another one after every change. */
export async function findRevision(db: Database): Promise<string> {
  const [row] = await selectRevision(db, {});
  if (row === undefined) throw new Error("the list of sensitive words has no revision");
  return row.revision;
}

/**
 * Makes every process read the list again. Called before a change: whoever changes the list at the
 * same time waits here, so that what is counted in between holds.
 */
export async function changeRevision(trx: DatabaseTransaction): Promise<void> {
  await trx
    .updateTable("sensitive_word_list")
    .set({ revision: sql<string>`gen_random_uuid()::text` })
    .execute();
}

export type SensitiveWord = { word: string; normalForm: string };

export async function loadWords(db: Database): Promise<SensitiveWord[]> {
  const rows = await db
    .selectFrom("sensitive_words")
    .select(["word", "normal_form"])
    .orderBy("id")
    .execute();
  return rows.map(({ word, normal_form }) => ({ word, normalForm: normal_form }));
}

export async function countWords(db: Database): Promise<number> {
  const { count } = await db
    .selectFrom("sensitive_words")
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Adds those that are not there in any writing; the numbers say how many. */
export async function insertWords(
  trx: DatabaseTransaction,
  words: readonly SensitiveWord[],
  { addedBy, at }: { addedBy: number; at: Date },
): Promise<number> {
  const inserted = await trx
    .insertInto("sensitive_words")
    .columns(["word", "normal_form", "added_by", "created_at"])
    .expression(
      sql`select word, normal_form, ${addedBy}::bigint, ${at}::timestamptz
        from unnest(${words.map(({ word }) => word)}::text[],
          ${words.map(({ normalForm }) => normalForm)}::text[])
          with ordinality as given (word, normal_form, place)
        order by place`,
    )
    .onConflict((conflict) => conflict.column("normal_form").doNothing())
    .returning("id")
    .execute();
  return inserted.length;
}

/** The words that were removed, as they were written. */
export async function deleteWords(
  trx: DatabaseTransaction,
  ids: readonly number[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const removed = await trx
    .deleteFrom("sensitive_words")
    .where("id", "in", [...ids])
    .returning("word")
    .execute();
  return removed.map(({ word }) => word);
}

type WordQuery = { part: string; before: number | null; limit: number };

/** Newest first; one more than the limit. Only those that hold `part` of a normal form. */
export function listWords(db: Database, { part, before, limit }: WordQuery) {
  return db
    .selectFrom("sensitive_words")
    .select(["id", "word", "added_by", "created_at"])
    .$if(part !== "", (query) => query.where(sql<boolean>`strpos(normal_form, ${part}) > 0`))
    .$if(before !== null, (query) => query.where("id", "<", before))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
}

import { summariseNamespaces } from "../../accounts/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { SearchTexts } from "./build-document.ts";
import { countMatches } from "./count-matches.ts";
import { dictionaryWords } from "./dictionary.ts";
import { parseQuery } from "./parse-query.ts";
import { addWords, deleteWords, listWords, readPublicTexts } from "./store/words.ts";

const ASSETS_AT_ONCE = 500;
const WORDS_AT_ONCE = 200;

/**
 * Makes the dictionary what it should be, whatever happened: learns the words of all assets that
 * everyone may find, and forgets those that no such asset has any more. Assets that change teach it
 * their words at once; this is for what was written otherwise, and for what went away.
 */
export async function repairWords(db: Database): Promise<void> {
  await learnWords(db);
  await forgetWords(db);
}

async function learnWords(db: Database): Promise<void> {
  for (let after = 0; ;) {
    const rows = await readPublicTexts(db, { after, limit: ASSETS_AT_ONCE });
    const owners = await summariseNamespaces(
      db,
      rows.map((row) => row.namespace_id),
    );
    const words = rows.flatMap((row) =>
      dictionaryWords(textsOf(row, owners.get(row.namespace_id))),
    );
    await addWords(db, [...new Set(words)]);
    after = rows.at(-1)?.asset_id ?? after;
    if (rows.length < ASSETS_AT_ONCE) return;
  }
}

type Row = Awaited<ReturnType<typeof readPublicTexts>>[number];

function textsOf(row: Row, owner: { name: string; nickname: string } | undefined): SearchTexts {
  return {
    name: row.name,
    ownerName: owner?.name ?? "",
    ownerNickname: owner?.nickname ?? "",
    settings: {
      title: row.title,
      titleZh: row.title_zh,
      description: row.description,
      tags: row.tags,
      tasks: row.tasks,
      dataTypes: row.data_types,
      frameworks: row.frameworks,
      baseModels: row.base_models,
      datasets: row.datasets,
    },
  };
}

async function forgetWords(db: Database): Promise<void> {
  for (let after = ""; ;) {
    const words = await listWords(db, { after, limit: WORDS_AT_ONCE });
    const counts = await countMatches(
      db,
      words.map((word) => parseQuery(`${word} `) ?? { lexeme: word }),
    );
    await deleteWords(
      db,
      words.filter((_, at) => counts[at] === 0),
    );
    after = words.at(-1) ?? after;
    if (words.length < WORDS_AT_ONCE) return;
  }
}

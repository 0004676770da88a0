import { z } from "zod";
import type { SensitiveWord } from "#contract/operations/word.ts";
import type { Page, PageQuery } from "#contract/paging.ts";
import { summariseNamespaces } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { decodeCursor, toPage } from "../../platform/paging.ts";
import { countWords, listWords as selectWords, normaliseWord } from "../../platform/words/index.ts";

/** PLT-4: the words, newest first; with `q` those that hold it in any writing. */
export async function listWords(
  ctx: RequestContext,
  { q = "", cursor, limit }: PageQuery & { q?: string | undefined },
): Promise<Page<SensitiveWord> & { total: number }> {
  const before = decodeCursor(cursor, z.number().int());
  const part = normaliseWord(q).trim();
  const isNothing = q.trim() !== "" && part === "";
  const [rows, total] = await Promise.all([
    isNothing ? [] : selectWords(ctx.db, { part, before, limit }),
    countWords(ctx.db),
  ]);
  const people = await summariseNamespaces(
    ctx.db,
    rows.flatMap(({ added_by }) => added_by ?? []),
  );
  const page = toPage(rows, limit, {
    itemOf: ({ id, word, added_by, created_at }) => ({
      id: String(id),
      word,
      addedBy: (added_by === null ? null : people.get(added_by)) ?? null,
      createdAt: created_at.toISOString(),
    }),
    keyOf: (row) => row.id,
  });
  return { ...page, total };
}

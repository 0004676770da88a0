import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { AddedWords, NewWords, SensitiveWord, WordIds } from "./word.ts";

const BASE = "/console/words";
const READ = { who: "administrator", scope: "read" } as const;
const WRITE = { who: "administrator", scope: "write" } as const;
const MEBIBYTE = 1024 * 1024;

export const listWords = endpoint({
  id: "operations.list-words",
  method: "GET",
  path: BASE,
  summary: "The words that texts must not hold, newest first",
  access: READ,
  query: PageQuery.extend({
    /** Part of a word, in any writing. */
    q: z.string().max(200).optional(),
  }),
  answer: {
    status: 200,
    body: pageOf(SensitiveWord).extend({
      /** Of the whole list. */
      total: z.number().int(),
    }),
  },
});

export const addWords = endpoint({
  id: "operations.add-words",
  method: "POST",
  path: BASE,
  summary: "Add words that texts must not hold; those that are there already stay as they are",
  access: WRITE,
  body: NewWords,
  bodyLimitBytes: 4 * MEBIBYTE,
  answer: { status: 200, body: AddedWords },
  problems: ["word-list-full"],
});

export const removeWords = endpoint({
  id: "operations.remove-words",
  method: "POST",
  path: `${BASE}/remove`,
  summary: "Take words off the list",
  access: WRITE,
  body: WordIds,
  answer: { status: 200, body: z.object({ removed: z.number().int() }) },
});

export const exportWords = endpoint({
  id: "operations.export-words",
  method: "GET",
  path: `${BASE}/export`,
  summary: "The whole list as a text file, one word on each line",
  access: READ,
  answer: { status: 200, body: { stream: true, mediaType: "text/plain" } },
});

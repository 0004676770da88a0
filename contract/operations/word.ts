import { z } from "zod";
import { NamespaceSummary, text, Timestamp } from "../fields.ts";

export const WORD_MAX = 64;
export const WORDS_PER_CALL = 10_000;
/** Of the whole list. */
export const WORDS_MAX = 20_000;

/** A word that texts must not hold (ACC-7). */
export const SensitiveWord = z.object({
  id: z.string(),
  /** As it was written. */
  word: z.string(),
  addedBy: NamespaceSummary.nullable(),
  createdAt: Timestamp,
});
export type SensitiveWord = z.infer<typeof SensitiveWord>;

export const NewWords = z.object({
  words: z
    .array(text("word", { min: 1, max: WORD_MAX }))
    .min(1)
    .max(WORDS_PER_CALL),
});

export const WordIds = z.object({
  ids: z
    .array(z.string().regex(/^\d{1,15}$/, "is no id of a word"))
    .min(1)
    .max(1000),
});

export const AddedWords = z.object({
  added: z.number().int(),
  /** Were there already, or came twice, in this or another writing. */
  known: z.number().int(),
  /** How many the list has now. */
  total: z.number().int(),
});
export type AddedWords = z.infer<typeof AddedWords>;

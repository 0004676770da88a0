import { z } from "zod";

/** What a card is weighed by, as plain names. */
export const CARD_PARTS = [
  "description",
  "licence",
  "task",
  "language",
  "framework",
  "dataType",
  "tags",
  "body",
] as const;

export const Completeness = z.object({
  /** 0 to 100; searches by relevance put fuller cards higher. */
  percent: z.number().int(),
  /** What could still be added, the most valuable first. */
  missing: z.array(z.enum(CARD_PARTS)),
});
export type Completeness = z.infer<typeof Completeness>;

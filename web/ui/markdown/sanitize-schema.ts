import { defaultSchema } from "rehype-sanitize";

/** Two that load by an attribute which is not resolved: an `img` inside says the same. */
const REFUSED = new Set(["source", "picture"]);

/** What of a text's HTML survives: GitHub's list, with classes for code only. */
export const sanitizeSchema: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !REFUSED.has(name)),
};

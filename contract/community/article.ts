import { z } from "zod";
import { AcceptedAgreements } from "../accounts/agreement.ts";
import { AssetSummary, ListingState, Visibility } from "../assets/asset.ts";
import { CategoryId } from "../assets/category.ts";
import { atMost, codePoints, Timestamp, text } from "../fields.ts";
import { asIssue } from "../issues.ts";
import { DESCRIPTION_MAX, TITLE_MAX } from "../publishing/kind-rules.ts";
import { ARTICLE_LIMITS } from "./article-rules.ts";

/** Markdown, kept as it was written. */
export const ArticleBody = z
  .string()
  .refine((body) => codePoints(body) <= ARTICLE_LIMITS.body, atMost("body", ARTICLE_LIMITS.body))
  .refine((body) => body.isWellFormed(), asIssue("not-unicode", "body is not valid Unicode"))
  .refine((body) => !body.includes("\0"), asIssue("not-unicode", "body must not contain NUL"));

/** What is written of an article; a draft may lack any of it. */
export const ArticleText = z.object({
  title: text("title", { max: TITLE_MAX }),
  /** One of the operator's tree, or none yet. */
  category: CategoryId.nullable(),
  summary: text("summary", { max: DESCRIPTION_MAX }),
  /** An id of the languages' taxonomy; "" where that is left open. */
  language: z.string().max(100),
  body: ArticleBody,
});
export type ArticleText = z.infer<typeof ArticleText>;

export const ArticleFile = z.object({
  role: z.enum(["attachment", "image"]),
  name: z.string(),
  /** In the article's repository: what the text names an image by. */
  path: z.string(),
  sizeBytes: z.number(),
});
export type ArticleFile = z.infer<typeof ArticleFile>;

/** The repository of an article, and how far it is. */
export const ArticlePlace = z.object({
  owner: z.string(),
  name: z.string(),
  state: ListingState,
  visibility: Visibility,
});
export type ArticlePlace = z.infer<typeof ArticlePlace>;

export const DraftSummary = z.object({
  id: z.string(),
  title: z.string(),
  /** Null until the first file or the publication. */
  article: ArticlePlace.nullable(),
  updatedAt: Timestamp,
});
export type DraftSummary = z.infer<typeof DraftSummary>;

export const ArticleDraft = DraftSummary.extend({
  ...ArticleText.shape,
  /** Counts the changes: whoever saves says which one they saw. */
  revision: z.number().int(),
  attachments: z.array(ArticleFile),
});
export type ArticleDraft = z.infer<typeof ArticleDraft>;

export const ArticlePublication = z.object({
  /** The revision that was last saved: what is published is what was seen. */
  revision: z.number().int().min(1),
  /** Of a new article; one that was published keeps its own. */
  visibility: Visibility.default("public"),
  /** PUB-8: needed for a new article. */
  acceptsAgreements: z.boolean().default(false),
  /** The versions that were shown; those in force when absent. */
  agreements: AcceptedAgreements.optional(),
  /** Replaces what others have changed since the draft was begun. */
  isOverwriting: z.boolean().default(false),
});
export type ArticlePublication = z.infer<typeof ArticlePublication>;

export const Likes = z.object({
  likes: z.number().int(),
  /** By the viewer. */
  isLiked: z.boolean(),
});
export type Likes = z.infer<typeof Likes>;

export const ArticleSummary = z.object({ asset: AssetSummary, ...Likes.shape });
export type ArticleSummary = z.infer<typeof ArticleSummary>;

export const ARTICLE_SORTS = ["newest", "likes"] as const;

import { z } from "zod";
import { CategoryId } from "../assets/category.ts";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import {
  ARTICLE_SORTS,
  ArticleDraft,
  ArticlePlace,
  ArticlePublication,
  ArticleSummary,
  ArticleText,
  DraftSummary,
  Likes,
} from "./article.ts";

const DRAFTS = "/me/article-drafts";
const DRAFT = `${DRAFTS}/:draft` as const;
const LIKE = "/assets/:kind/:owner/:name/like";

/** Drafts are seen by their author alone. */
const READ = { who: "signed-in", scope: "read" } as const;
const WRITE = { who: "signed-in", scope: "write" } as const;

/** A text of 200,000 characters, escaped. */
const TEXT_BYTES = 4 * 1024 * 1024;

const DraftAddress = z.object({ draft: z.string().min(1).max(64) });
const Revision = z.number().int().min(1);

export const listArticleDrafts = endpoint({
  id: "community.list-article-drafts",
  method: "GET",
  path: DRAFTS,
  summary: "Your drafts of articles, last change first",
  access: READ,
  answer: { status: 200, body: z.object({ items: z.array(DraftSummary) }) },
});

export const createArticleDraft = endpoint({
  id: "community.create-article-draft",
  method: "POST",
  path: DRAFTS,
  summary: "Begin a draft: an empty one, or one of an article that is there",
  access: WRITE,
  body: z.object({ article: Address.pick({ owner: true, name: true }).optional() }),
  answer: { status: 201, body: ArticleDraft },
  problems: ["drafts-full", "not-found", "forbidden", "card-invalid"],
});

export const getArticleDraft = endpoint({
  id: "community.get-article-draft",
  method: "GET",
  path: DRAFT,
  summary: "One of your drafts, with its text and its attachments",
  access: READ,
  params: DraftAddress,
  answer: { status: 200, body: ArticleDraft },
  problems: ["not-found"],
});

export const saveArticleDraft = endpoint({
  id: "community.save-article-draft",
  method: "PUT",
  path: DRAFT,
  summary: "Save a draft on top of the revision that was seen",
  access: WRITE,
  params: DraftAddress,
  body: ArticleText.extend({ revision: Revision }),
  bodyLimitBytes: TEXT_BYTES,
  answer: { status: 200, body: ArticleDraft },
  problems: ["not-found", "draft-changed", "category-unknown"],
});

export const deleteArticleDraft = endpoint({
  id: "community.delete-article-draft",
  method: "DELETE",
  path: DRAFT,
  summary: "Delete a draft; what was published of it stays",
  access: WRITE,
  params: DraftAddress,
  answer: { status: 204 },
  problems: ["not-found"],
});

export const prepareArticleFiles = endpoint({
  id: "community.prepare-article-files",
  method: "POST",
  path: `${DRAFT}/repository`,
  summary: "The repository to which the files of a draft are uploaded, made with the first of them",
  access: WRITE,
  params: DraftAddress,
  answer: { status: 200, body: ArticlePlace },
  problems: ["not-found"],
});

export const addArticleFile = endpoint({
  id: "community.add-article-file",
  method: "POST",
  path: `${DRAFT}/files`,
  summary:
    "Make a finished upload an attachment or a picture of the article, once its content is checked",
  access: WRITE,
  params: DraftAddress,
  body: z.object({
    uploadId: z.string().min(1).max(64),
    /** What it was called where it comes from; another file of that name is left alone. */
    name: z.string().min(1).max(255),
  }),
  answer: { status: 200, body: z.object({ path: z.string(), draft: ArticleDraft }) },
  problems: ["not-found", "attachment-refused", "attachments-full", "file-too-large"],
});

export const removeArticleFile = endpoint({
  id: "community.remove-article-file",
  method: "DELETE",
  path: `${DRAFT}/files`,
  summary: "Leave an attachment out; of a published article it goes when the draft is published",
  access: WRITE,
  params: DraftAddress,
  query: z.object({ path: z.string().min(1).max(4096) }),
  answer: { status: 200, body: ArticleDraft },
  problems: ["not-found", "entry-not-found"],
});

export const publishArticle = endpoint({
  id: "community.publish-article",
  method: "POST",
  path: `${DRAFT}/publication`,
  summary:
    "Publish a draft, or bring its changes into the published article; the draft is done then",
  access: WRITE,
  params: DraftAddress,
  body: ArticlePublication,
  answer: { status: 200, body: ArticlePlace },
  problems: [
    "not-found",
    "draft-changed",
    "article-changed",
    "not-onboarded",
    "sensitive-words",
    "listing-state-wrong",
    "consent-missing",
    "agreement-outdated",
  ],
});

export const listArticles = endpoint({
  id: "community.list-articles",
  method: "GET",
  path: "/articles",
  summary: "Published articles: newest or most liked first, those that match words by relevance",
  access: { who: "anyone", scope: "read" },
  query: PageQuery.extend({
    q: z.string().trim().max(200).optional(),
    /** Those in categories below it are found too. */
    category: CategoryId.optional(),
    sort: z.enum(ARTICLE_SORTS).default("newest"),
  }),
  answer: { status: 200, body: pageOf(ArticleSummary) },
});

export const getLikes = endpoint({
  id: "community.get-likes",
  method: "GET",
  path: LIKE,
  summary: "How many like it, and whether you do",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: Likes },
});

export const addLike = endpoint({
  id: "community.add-like",
  method: "PUT",
  path: LIKE,
  summary: "Like it; doing it twice changes nothing",
  access: { who: "signed-in", scope: "write", right: "see" },
  params: Address,
  answer: { status: 200, body: Likes },
});

export const removeLike = endpoint({
  id: "community.remove-like",
  method: "DELETE",
  path: LIKE,
  summary: "Take the like back",
  access: { who: "signed-in", scope: "write", right: "see" },
  params: Address,
  answer: { status: 200, body: Likes },
});

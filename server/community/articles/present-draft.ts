import type {
  ArticleDraft,
  ArticleFile,
  ArticlePlace,
  DraftSummary,
} from "#contract/community/article.ts";
import { ARTICLE_FOLDERS } from "#contract/community/article-rules.ts";
import type { RequestContext } from "../../context.ts";
import { listArticleFiles } from "./list-article-files.ts";
import type { DraftRow } from "./store/drafts.ts";

export function presentSummary(draft: DraftRow): DraftSummary {
  return {
    id: draft.publicId,
    title: draft.title,
    article: draft.article && presentPlace(draft.article),
    updatedAt: draft.updatedAt.toISOString(),
  };
}

export function presentPlace({
  owner,
  name,
  state,
  visibility,
}: NonNullable<DraftRow["article"]>): ArticlePlace {
  return { owner, name, state, visibility };
}

/** A draft with its attachments, those left out that go with its publication. */
export async function presentDraft(ctx: RequestContext, draft: DraftRow): Promise<ArticleDraft> {
  const { title, category, summary, language, body, revision } = draft;
  return {
    ...presentSummary(draft),
    title,
    category,
    summary,
    language,
    body,
    revision,
    attachments: await listAttachments(ctx, draft),
  };
}

export async function listAttachments(
  ctx: RequestContext,
  { article, removedFiles }: DraftRow,
): Promise<ArticleFile[]> {
  if (article === null) return [];
  const address = { kind: "article" as const, owner: article.owner, name: article.name };
  const files = await listArticleFiles(ctx, address, ARTICLE_FOLDERS.attachment);
  return files
    .filter(({ path }) => !removedFiles.includes(path))
    .map(({ name, path, sizeBytes }) => ({ role: "attachment", name, path, sizeBytes }));
}

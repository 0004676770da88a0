import type { ArticleDraft, ArticleText } from "#contract/community/article.ts";

/** What is written, without what is known about it. */
export function textOf({ title, category, summary, language, body }: ArticleText): ArticleText {
  return { title, category, summary, language, body };
}

/** Whether the server has it; it trims titles and summaries. */
export function isSaved(text: ArticleText, saved: ArticleText): boolean {
  return (
    text.title.trim() === saved.title &&
    text.summary.trim() === saved.summary &&
    text.category === saved.category &&
    text.language === saved.language &&
    text.body === saved.body
  );
}

export function hasWords({
  title,
  summary,
  body,
}: Pick<ArticleDraft, "title" | "summary" | "body">) {
  return [title, summary, body].some((text) => text.trim() !== "");
}

import type { ArticleDraft, ArticleText } from "#contract/community/article.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { presentDraft } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";
import { type DraftRow, isCategory, updateText } from "./store/drafts.ts";

/**
 * COM-3: saves on top of the revision that the writer saw. Of two tabs the second is told, and neither
 * loses a word. What says the same as what is there changes nothing: an answer that was lost on its
 * way is no conflict.
 * @throws {Problem} `draft-changed` with the revision there is; `category-unknown`.
 */
export async function saveDraft(
  ctx: RequestContext,
  publicId: string,
  { revision, ...text }: ArticleText & { revision: number },
): Promise<ArticleDraft> {
  const saved = await withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const draft = await requireDraft(inside, publicId);
    if (says(draft, text)) return draft;
    requireRevision(draft, revision);
    if (text.category !== null && !(await isCategory(trx, text.category))) {
      const message = `no category is named ${text.category}`;
      throw problem("category-unknown", {
        detail: `category: ${message}`,
        issues: [{ pointer: "/category", message }],
      });
    }
    await updateText(trx, draft.id, text);
    return requireDraft(inside, publicId);
  });
  return presentDraft(ctx, saved);
}

/** @throws {Problem} `draft-changed`. */
export function requireRevision(draft: DraftRow, revision: number): void {
  if (draft.revision === revision) return;
  throw problem("draft-changed", {
    detail: `The draft is at revision ${draft.revision}, you saw ${revision}`,
    extra: { revision: draft.revision, updatedAt: draft.updatedAt.toISOString() },
  });
}

const TEXTS = ["title", "category", "summary", "language", "body"] as const;

function says(draft: DraftRow, text: ArticleText): boolean {
  return TEXTS.every((field) => draft[field] === text[field]);
}

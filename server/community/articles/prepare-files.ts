import type { ArticlePlace } from "#contract/community/article.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { ensureArticle } from "./ensure-article.ts";
import { presentPlace } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";

/** Where the files of a draft are uploaded to, by the sessions of any repository. */
export async function prepareFiles(ctx: RequestContext, publicId: string): Promise<ArticlePlace> {
  return withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const draft = await requireDraft(inside, publicId);
    await ensureArticle({ inside, draft });
    const { article } = await requireDraft(inside, publicId);
    if (article === null) throw new Error("an article that was just made is not there");
    return presentPlace(article);
  });
}

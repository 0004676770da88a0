import type { ArticleDraft, ArticleText } from "#contract/community/article.ts";
import { ARTICLE_LIMITS } from "#contract/community/article-rules.ts";
import type { Address } from "#contract/fields.ts";
import { codePoints } from "#contract/names.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import { getAsset, getCard } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { requireRepository } from "../../repositories/index.ts";
import { hashCard } from "./hash-card.ts";
import { presentDraft, presentSummary } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";
import { findDraftOfArticle, insertDraft, listDraftRows, lockAuthor } from "./store/drafts.ts";

type Article = { owner: string; name: string };
type Beginning = ArticleText & { assetId: number | null; baseCard: Buffer | null };

const EMPTY: Beginning = {
  title: "",
  category: null,
  summary: "",
  language: "",
  body: "",
  assetId: null,
  baseCard: null,
};

/**
 * COM-3: begins a draft, of nothing or of an article that one may write to. Who has begun one of that
 * article goes on with it.
 * @throws {Problem} `drafts-full` with the drafts there are; `card-invalid`; `not-found`, `forbidden`.
 */
export async function createDraft(
  ctx: RequestContext,
  { article }: { article?: Article | undefined },
): Promise<ArticleDraft> {
  const { accountId } = requireAccount(ctx);
  const beginning = article === undefined ? EMPTY : await beginFrom(ctx, article);
  const { assetId } = beginning;
  const publicId = await withTransaction(ctx.db, async (trx) => {
    await lockAuthor(trx, accountId);
    const begun =
      assetId === null ? undefined : await findDraftOfArticle(trx, { accountId, assetId });
    if (begun !== undefined) return begun.publicId;
    await refuseOneMore(trx, accountId);
    const id = newPublicId(ctx.now());
    await insertDraft(trx, { ...beginning, publicId: id, accountId });
    return id;
  });
  return presentDraft(ctx, await requireDraft(ctx, publicId));
}

async function refuseOneMore(trx: DatabaseTransaction, accountId: number): Promise<void> {
  const drafts = await listDraftRows(trx, accountId);
  if (drafts.length < ARTICLE_LIMITS.drafts) return;
  throw problem("drafts-full", {
    detail: `You have ${drafts.length} drafts; there may be ${ARTICLE_LIMITS.drafts}`,
    hint: "Delete one of them first",
    extra: { limit: ARTICLE_LIMITS.drafts, drafts: drafts.map(presentSummary) },
  });
}

/** An article as its card says it now. */
async function beginFrom(ctx: RequestContext, { owner, name }: Article): Promise<Beginning> {
  const address: Address = { kind: "article", owner, name };
  const { id } = await requireRepository(ctx, address, "manage");
  const [{ source, body, settings, errors }, { categories }] = await Promise.all([
    getCard(ctx, address),
    getAsset(ctx, address),
  ]);
  if (errors.length > 0) {
    throw problem("card-invalid", {
      detail: `README.md: ${errors[0]?.message}`,
      hint: "Correct the metadata in README.md first.",
    });
  }
  if (codePoints(body) > ARTICLE_LIMITS.body) {
    throw problem("card-invalid", {
      detail: `README.md: its text has more than ${ARTICLE_LIMITS.body} characters`,
      hint: "Edit README.md as a file",
    });
  }
  return {
    title: settings.title,
    summary: settings.description,
    category: categories[0]?.id ?? null,
    language: settings.languages[0] ?? "",
    body,
    assetId: id,
    baseCard: hashCard(source),
  };
}

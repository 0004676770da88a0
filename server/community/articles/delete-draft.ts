import { deleteAsset } from "../../assets/index.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireDraft } from "./require-draft.ts";
import { deleteDraftRow, hasOtherDrafts } from "./store/drafts.ts";

/**
 * COM-3: deletes a draft. A repository that was made for its files alone goes with it; what was ever
 * submitted stays.
 */
export async function deleteDraft(ctx: RequestContext, publicId: string): Promise<void> {
  await withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const { id, article } = await requireDraft(inside, publicId);
    await deleteDraftRow(trx, id);
    if (article === null || article.state !== "draft" || article.wasPublished) return;
    if (await hasOtherDrafts(trx, { id, assetId: article.id })) return;
    const { owner, name } = article;
    await deleteAsset(inside, { kind: "article", owner, name }, `${owner}/${name}`);
  });
}

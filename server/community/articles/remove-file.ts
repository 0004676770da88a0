import type { ArticleDraft } from "#contract/community/article.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { listAttachments, presentDraft } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";
import { addRemovedFile } from "./store/drafts.ts";

/**
 * COM-3: leaves an attachment out. The file itself goes with the publication, so that what is
 * published keeps it until then, and a draft that is given up changes nothing.
 */
export async function removeFile(
  ctx: RequestContext,
  publicId: string,
  path: string,
): Promise<ArticleDraft> {
  const changed = await withTransaction(ctx.db, async (trx) => {
    const inside = { ...ctx, db: trx };
    const draft = await requireDraft(inside, publicId);
    const attachments = await listAttachments(inside, draft);
    if (!attachments.some((each) => each.path === path)) {
      throw problem("entry-not-found", { detail: `This draft has no attachment ${path}` });
    }
    await addRemovedFile(trx, draft.id, path);
    return requireDraft(inside, publicId);
  });
  return presentDraft(ctx, changed);
}

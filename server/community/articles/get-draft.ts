import type { ArticleDraft } from "#contract/community/article.ts";
import type { RequestContext } from "../../context.ts";
import { presentDraft } from "./present-draft.ts";
import { requireDraft } from "./require-draft.ts";

export async function getDraft(ctx: RequestContext, publicId: string): Promise<ArticleDraft> {
  return presentDraft(ctx, await requireDraft(ctx, publicId));
}

import type { DraftSummary } from "#contract/community/article.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { presentSummary } from "./present-draft.ts";
import { listDraftRows } from "./store/drafts.ts";

/** COM-3: the drafts of the viewer, at most as many as there may be. */
export async function listDrafts(ctx: RequestContext): Promise<{ items: DraftSummary[] }> {
  const { accountId } = requireAccount(ctx);
  const drafts = await listDraftRows(ctx.db, accountId);
  return { items: drafts.map(presentSummary) };
}

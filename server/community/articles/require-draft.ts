import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, isTransaction } from "../../platform/database/index.ts";
import { type DraftRow, findDraft, lockDraft } from "./store/drafts.ts";

/**
 * A draft of the viewer; inside a transaction it is held until its end.
 * @throws {Problem} `not-signed-in`; `not-found`, also for somebody else's.
 */
export async function requireDraft(
  ctx: Pick<RequestContext, "db" | "viewer">,
  publicId: string,
): Promise<DraftRow> {
  const key = { accountId: requireAccount(ctx).accountId, publicId };
  const draft = await findDraft(ctx.db, key);
  if (draft === undefined) throw missing(publicId);
  if (!isTransaction(ctx.db)) return draft;
  await lockDraft(ctx.db, draft.id);
  const held = await findDraft(ctx.db, key);
  if (held === undefined) throw missing(publicId);
  return held;
}

/** The draft and a context inside whose transaction it is held. */
export type HeldDraft = {
  inside: RequestContext & { db: DatabaseTransaction };
  draft: DraftRow;
};

function missing(publicId: string) {
  return problem("not-found", { detail: `You have no draft ${publicId}` });
}

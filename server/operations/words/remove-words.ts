import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { changeRevision, deleteWords } from "../../platform/words/index.ts";

/** PLT-4: takes words off the list. Those that are gone already are not missed. */
export async function removeWords(
  ctx: RequestContext,
  { ids }: { ids: readonly string[] },
): Promise<{ removed: number }> {
  return withTransaction(ctx.db, async (trx) => {
    await changeRevision(trx);
    const words = await deleteWords(trx, ids.map(Number));
    if (words.length > 0) {
      await recordAudit(trx, ctx, {
        action: "operations.words-removed",
        subject: "sensitive words",
        details: { removed: words.length, words },
      });
    }
    return { removed: words.length };
  });
}

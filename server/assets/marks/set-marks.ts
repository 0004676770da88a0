import type { Marks } from "#contract/assets/mark-endpoints.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { refreshSearch } from "../refresh-search.ts";
import { lockMarks, updateMarks } from "./store.ts";

/** PLT-4: marks an asset as official or featured, or takes that back; what is not given stays. */
export async function setMarks(
  ctx: RequestContext,
  address: Address,
  change: { [Mark in keyof Marks]?: boolean | undefined },
): Promise<Marks> {
  const { id, kind, ownerName, name } = await requireRepository(ctx, address, "see");
  return withTransaction(ctx.db, async (trx) => {
    const before = await lockMarks(trx, id);
    const after = {
      isOfficial: change.isOfficial ?? before.isOfficial,
      isFeatured: change.isFeatured ?? before.isFeatured,
    };
    if (after.isOfficial === before.isOfficial && after.isFeatured === before.isFeatured) {
      return before;
    }
    await updateMarks(trx, id, after);
    await refreshSearch(trx, id);
    await recordAudit(trx, ctx, {
      action: "assets.marks-changed",
      subject: `${ownerName}/${name}`,
      details: { kind, from: before, to: after },
    });
    return after;
  });
}

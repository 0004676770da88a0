import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { holdBoth } from "./hold-both.ts";
import { deleteLink, findLink, findLinkedId, insertRefusal } from "./store/related.ts";

/**
 * COM-2: takes a link away, from either side. What the other side had linked it cannot link again.
 * Nothing happens where there is no such link.
 */
export async function unlinkAsset(
  ctx: RequestContext,
  { id, ...address }: Address & { id: string },
): Promise<void> {
  const repository = await requireRepository(ctx, address, "manage");
  const relatedId = await findLinkedId(ctx.db, repository.id, id);
  if (relatedId === undefined) return;
  const link = { assetId: repository.id, relatedId };
  await withTransaction(ctx.db, async (trx) => {
    await holdBoth(trx, link);
    const present = await findLink(trx, link);
    if (present === undefined) return;
    await deleteLink(trx, link);
    if (!present.isOwn) await insertRefusal(trx, link, ctx.now());
    await recordAudit(trx, ctx, {
      action: "community.asset-unlinked",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { related: id },
    });
  });
}

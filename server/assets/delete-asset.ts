import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { removeAsset } from "./remove-asset.ts";
import { confirms } from "./rules.ts";

/**
 * Deletes an asset for good with its repository; shared contents stay as long as others need them.
 * @throws {Problem} `confirmation-wrong`; `asset-subscribed` for one that has subscribers (PUB-16).
 */
export async function deleteAsset(
  ctx: RequestContext,
  address: Address,
  confirmation: string,
): Promise<void> {
  const repository = await requireRepository(ctx, address, "manage");
  const fullName = `${repository.ownerName}/${repository.name}`;
  if (!confirms(confirmation, fullName)) {
    throw problem("confirmation-wrong", {
      detail: `confirmation: type ${fullName} to delete it`,
    });
  }
  await withTransaction(ctx.db, async (trx) => {
    await removeAsset(trx, repository.id);
    await recordAudit(trx, ctx, { action: "assets.deleted", subject: fullName });
  });
}

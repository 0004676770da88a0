import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { canCreateIn, findNamespace } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { refuseSensitiveWords } from "../platform/words/index.ts";
import { renameRepository, requireRepository } from "../repositories/index.ts";
import { getChangedAsset } from "./get-asset.ts";
import { refreshSearch } from "./refresh-search.ts";

/** Renames an asset or moves it to another namespace; the old address redirects to the new one. */
export async function renameAsset(
  ctx: RequestContext,
  address: Address,
  target: { owner: string; name: string },
): Promise<Asset> {
  const repository = await requireRepository(ctx, address, "manage");
  const namespace = await findNamespace(ctx.db, target.owner);
  const isMove = namespace?.id !== repository.namespaceId;
  if (namespace === undefined || (isMove && !canCreateIn(ctx.viewer, namespace.id))) {
    throw problem("forbidden", { detail: `owner: you may not move assets to ${target.owner}` });
  }
  await refuseSensitiveWords(ctx, { name: target.name });
  await withTransaction(ctx.db, async (trx) => {
    const to = { namespaceId: namespace.id, name: target.name };
    await renameRepository(ctx, trx, { id: repository.id, to });
    await refreshSearch(trx, repository.id);
    await recordAudit(trx, ctx, {
      action: "assets.renamed",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { to: `${namespace.name}/${target.name}` },
    });
  });
  return getChangedAsset(ctx, { kind: address.kind, owner: namespace.name, name: target.name });
}

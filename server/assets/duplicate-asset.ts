import type { Asset, Visibility } from "#contract/assets/asset.ts";
import { requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import {
  copyRepository,
  createRepository,
  prepareCopy,
  type Repository,
} from "../repositories/index.ts";
import { copyCategories } from "./categories/store/asset-categories.ts";
import { lockTree } from "./categories/store/categories.ts";
import { readCoverRow, replaceCover } from "./covers/store.ts";
import { getChangedAsset } from "./get-asset.ts";
import { requireNamespace } from "./require-namespace.ts";
import { applyVisibility } from "./set-visibility.ts";
import { insertAsset } from "./store/assets.ts";

/**
 * Makes a draft with the whole history of a repository that the viewer reads. Large files are shared
 * by both and not copied. Cover and categories come along.
 * @throws {Problem} `asset-name-taken`, `not-found` (namespace), `forbidden`, `quota-exceeded`.
 */
export async function duplicateAsset(
  ctx: RequestContext,
  source: Repository,
  target: { owner: string; name: string; visibility: Visibility },
): Promise<Asset> {
  const viewer = requireAccount(ctx);
  const namespace = await requireNamespace(ctx, target.owner);
  const { kind } = source;
  const { name, visibility } = target;
  const prepared = await prepareCopy(ctx, source);
  await withTransaction(ctx.db, async (trx) => {
    const to = await createRepository(trx, { namespaceId: namespace.id, kind, name });
    await lockTree(trx, "reading");
    await insertAsset(trx, { id: to.id, visibility, createdBy: viewer.accountId });
    await copyCategories(trx, { from: source.id, to: to.id });
    await replaceCover(trx, to.id, (await readCoverRow(trx, source.id)) ?? null);
    await applyVisibility(trx, { assetId: to.id, visibility, isReadable: true });
    await copyRepository(ctx, trx, { from: source, to, prepared });
    await recordAudit(trx, ctx, {
      action: "assets.duplicated",
      subject: `${source.ownerName}/${source.name}`,
      details: { to: `${namespace.name}/${name}` },
    });
  });
  return getChangedAsset(ctx, { kind, owner: namespace.name, name });
}

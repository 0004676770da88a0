import { isProblem } from "#contract/problems.ts";
import { ANONYMOUS } from "../../accounts/index.ts";
import { getShelf, removeAsset, transferAsset } from "../../assets/index.ts";
import type { Context } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { moveState } from "../../publishing/index.ts";
import { hasSubscribers } from "../has-subscribers.ts";
import { type LeavingAsset, listLeavingAssets } from "./store/leaving.ts";

const PAGE = 100;

type SettlingContext = Pick<Context, "config" | "db" | "log" | "now">;

/**
 * ACC-11: settles what deleted accounts owned, each asset in a transaction of its own, so that it goes
 * on where it was struck. One with subscribers goes to the heir, or is kept off the shelf until the
 * last of them is through; any other is deleted.
 */
export async function settleLeavingAssets(
  ctx: SettlingContext,
  signal?: AbortSignal,
): Promise<void> {
  let after = 0;
  let assets: LeavingAsset[];
  do {
    assets = await listLeavingAssets(ctx.db, { after, limit: PAGE });
    for (const asset of assets) {
      signal?.throwIfAborted();
      await settleOne(ctx, asset);
      after = asset.assetId;
    }
  } while (assets.length === PAGE);
}

/** Where the heir has no room, an asset is kept as if there were none. */
async function settleOne(ctx: SettlingContext, asset: LeavingAsset): Promise<void> {
  try {
    await withTransaction(ctx.db, (trx) => settle(ctx, trx, asset));
  } catch (error) {
    if (isProblem(error, "not-found")) return;
    const { assetId, heirId } = asset;
    ctx.log.warn({ err: error, assetId, heirId }, "an asset of a deleted account is left");
    if (isProblem(error) && heirId !== null) await settleOne(ctx, { ...asset, heirId: null });
  }
}

async function settle(
  ctx: SettlingContext,
  trx: DatabaseTransaction,
  asset: LeavingAsset,
): Promise<void> {
  const { assetId, name, heirId } = asset;
  await getShelf(trx, assetId);
  if (!(await hasSubscribers({ db: trx, now: ctx.now }, assetId))) {
    await removeAsset(trx, assetId);
    await note(trx, asset, "assets.deleted");
  } else if (heirId === null) {
    await keepOffShelf(ctx, trx, assetId);
  } else {
    await transferAsset(ctx, trx, { assetId, namespaceId: heirId, name });
    await note(trx, asset, "assets.transferred");
  }
}

async function keepOffShelf(
  ctx: SettlingContext,
  trx: DatabaseTransaction,
  assetId: number,
): Promise<void> {
  const { state } = await getShelf(trx, assetId);
  if (state !== "published") return;
  await moveState(trx, { assetId, to: "unlisted", accountId: null, at: ctx.now() });
}

function note(trx: DatabaseTransaction, asset: LeavingAsset, action: string): Promise<void> {
  return recordAudit(
    trx,
    { viewer: ANONYMOUS, ipAddress: "" },
    { action, subject: `${asset.ownerName}/${asset.name}`, details: { because: "owner deleted" } },
  );
}

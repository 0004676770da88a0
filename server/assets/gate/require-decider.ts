import type { Address } from "#contract/fields.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import {
  findRepository,
  isWritingCredential,
  type Repository,
  requireRight,
} from "../../repositories/index.ts";
import { listDelegates } from "./store/delegates.ts";

const SEE = 1;
const MANAGE = 4;

/** Who decides; a delegate does not on a request of their own. */
export type AssetDecider = { repository: Repository; accountId: number; isDelegate: boolean };

/**
 * PUB-15: the asset, for who decides on requests for it: those who manage it, and those who see it
 * and to whom they delegated that.
 * @throws {Problem} as `requireRepository` for the right `manage`.
 */
export async function requireDecider(ctx: RequestContext, address: Address): Promise<AssetDecider> {
  const found = await findRepository(ctx, address);
  if (found !== undefined && found.level >= SEE && found.level < MANAGE) {
    if (await isDelegate(ctx, found.repository.id)) {
      const { accountId } = requireAccount(ctx);
      return { repository: found.repository, accountId, isDelegate: true };
    }
  }
  const repository = requireRight(ctx, { address, found, right: "manage" });
  return { repository, accountId: requireAccount(ctx).accountId, isDelegate: false };
}

/** Whether the viewer decides there without managing, and with a credential that reaches as far. */
export async function isDelegate(ctx: RequestContext, assetId: number): Promise<boolean> {
  if (ctx.viewer.kind === "anonymous" || !isWritingCredential(ctx.viewer, assetId)) return false;
  return (await listDelegates(ctx.db, assetId)).includes(ctx.viewer.accountId);
}

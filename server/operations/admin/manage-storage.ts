import type { Quota } from "#contract/repositories/storage.ts";
import type { RequestContext } from "../../context.ts";
import {
  checkLedger,
  type LedgerCheck,
  listStorageOwners,
  setQuota,
} from "../../repositories/index.ts";

type OwnerUse = { name: string; usedBytes: number; quotaBytes: number | null };

/** Accounts and organisations by what they store, the biggest first. */
export async function listBiggestOwners(
  ctx: RequestContext,
  limit: number,
): Promise<{ owners: OwnerUse[] }> {
  const { items } = await listStorageOwners(ctx, { limit });
  return {
    owners: items.map(({ owner, usedBytes, quotaBytes }) => ({
      name: owner.name,
      usedBytes,
      quotaBytes,
    })),
  };
}

/** @throws {Problem} `not-found`. */
export async function setOwnerQuota(
  ctx: RequestContext,
  { owner, quota }: { owner: string; quota: Quota },
): Promise<OwnerUse> {
  const { owner: found, usedBytes, quotaBytes } = await setQuota(ctx, owner, quota);
  return { name: found.name, usedBytes, quotaBytes };
}

/** Adds up what everyone stores and compares it with what is kept. */
export function checkStorage(
  ctx: RequestContext,
  { repairs }: { repairs: boolean },
): Promise<LedgerCheck> {
  return checkLedger(ctx, { repairs });
}

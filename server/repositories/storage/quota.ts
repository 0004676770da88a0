import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { Limits } from "../../config.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Repository } from "../repository.ts";
import {
  type CountedUsage,
  findUsage,
  lockUsage,
  sumUnderWay,
  type Usage,
} from "../store/ledger.ts";

/** What an owner may still bring; null: anything. */
export type Room = { usedBytes: number; quotaBytes: number } | null;

type Owned = Pick<Repository, "namespaceId" | "ownerName">;
type QuotaContext = Pick<Context, "config" | "db">;

/** An operator's own setting for the owner, or the gallery's; null: without limit. */
export function quotaOf(usage: Usage, { ownerBytes }: Limits): number | null {
  return usage.quotaSource === "own" ? usage.quotaBytes : ownerBytes;
}

/**
 * REP-4: what the owner of a repository has stored and what is on its way to it, against its quota.
 */
export async function findRoom(
  { config, db }: QuotaContext,
  { namespaceId }: Owned,
): Promise<Room> {
  const usage = await findUsage(db, namespaceId);
  const quotaBytes = quotaOf(usage, config.limits);
  if (quotaBytes === null) return null;
  const { sizeBytes } = await sumUnderWay(db, namespaceId);
  return { usedBytes: usage.usedBytes + sizeBytes, quotaBytes };
}

/** @throws {Problem} `quota-exceeded` with the numbers. */
export function requireRoom(
  room: Room,
  { ownerName }: Pick<Owned, "ownerName">,
  neededBytes: number,
): void {
  if (room === null || room.usedBytes + neededBytes <= room.quotaBytes) return;
  const { usedBytes, quotaBytes } = room;
  throw problem("quota-exceeded", {
    detail:
      `${ownerName} may store ${quotaBytes} bytes and uses ${usedBytes} with what is on its way; ` +
      `${neededBytes} more do not fit`,
    hint: "Delete or purge what is no longer needed, or ask the operator for a larger quota",
    extra: { owner: ownerName, quotaBytes, usedBytes, neededBytes },
  });
}

/** Before the first byte. @throws {Problem} `quota-exceeded`. */
export async function checkQuota(
  ctx: QuotaContext,
  repository: Owned,
  neededBytes: number,
): Promise<void> {
  requireRoom(await findRoom(ctx, repository), repository, neededBytes);
}

/**
 * As `checkQuota`, one at a time for each owner: what the caller records in this transaction counts
 * for whoever comes next. @throws {Problem} `quota-exceeded`.
 */
export async function reserveQuota(
  { config }: Pick<Context, "config">,
  trx: DatabaseTransaction,
  { repository, neededBytes }: { repository: Owned; neededBytes: number },
): Promise<void> {
  const before = await findUsage(trx, repository.namespaceId);
  if (quotaOf(before, config.limits) === null) return;
  await lockUsage(trx, repository.namespaceId);
  await checkQuota({ config, db: trx }, repository, neededBytes);
}

/** The last word, when bytes have been counted. @throws {Problem} `quota-exceeded`. */
export function requireWithinQuota(
  { config }: Pick<Context, "config">,
  owned: Pick<Owned, "ownerName">,
  usage: CountedUsage,
): void {
  const quotaBytes = quotaOf(usage, config.limits);
  if (quotaBytes === null || usage.addedBytes === 0) return;
  const usedBytes = usage.usedBytes - usage.addedBytes;
  requireRoom({ usedBytes, quotaBytes }, owned, usage.addedBytes);
}

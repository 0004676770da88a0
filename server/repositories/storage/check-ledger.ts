import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { lockUsage } from "../store/ledger.ts";
import {
  countMisnoted,
  findRepositoryDrift,
  hasOwnerDrift,
  listOwners,
  recountOwner,
  type RepositoryDrift,
} from "../store/ledger-check.ts";

const BATCH = 100;

export type LedgerCheck = {
  owners: number;
  /** Repositories whose kept figures differ from their rows. */
  drifts: RepositoryDrift[];
  /** Owners of whom something differs. */
  wrongOwners: number;
  /** Contents that are noted as referenced and are not, or the other way round. */
  misnotedContents: number;
};

/**
 * Adds everything up anew, owner by owner, and compares it with what is kept. What differs is the
 * trace of a mistake of ours: it is reported, and with `repairs` written right.
 */
export async function checkLedger(
  { db }: Pick<Context, "db">,
  { repairs, signal }: { repairs: boolean; signal?: AbortSignal },
): Promise<LedgerCheck> {
  const check: LedgerCheck = { owners: 0, drifts: [], wrongOwners: 0, misnotedContents: 0 };
  let after = 0;
  while (signal?.aborted !== true) {
    const owners = await listOwners(db, { after, limit: BATCH });
    for (const owner of owners) {
      const { drifts, isWrong } = await checkOwner({ db }, owner);
      check.drifts.push(...drifts);
      if (isWrong) check.wrongOwners += 1;
      if (isWrong && repairs) await repairOwner({ db }, owner);
      after = owner;
    }
    check.owners += owners.length;
    if (owners.length < BATCH) break;
  }
  check.misnotedContents = await countMisnoted(db, { repairs });
  return check;
}

function checkOwner(
  { db }: Pick<Context, "db">,
  owner: number,
): Promise<{ drifts: RepositoryDrift[]; isWrong: boolean }> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (trx) => {
      const drifts = await findRepositoryDrift(trx, owner);
      return { drifts, isWrong: drifts.length > 0 || (await hasOwnerDrift(trx, owner)) };
    });
}

function repairOwner({ db }: Pick<Context, "db">, owner: number): Promise<void> {
  return withTransaction(db, async (trx) => {
    await lockUsage(trx, owner);
    await recountOwner(trx, owner);
  });
}

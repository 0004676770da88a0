import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { addToGrowth, insertGrowth, type NewGrowth } from "./store.ts";

/**
 * ACC-8: adds to what an account has earned, each occasion once, if and only if the transaction
 * commits.
 * @returns false when this occasion has counted before, or earns nothing here.
 */
export async function grantGrowth(trx: DatabaseTransaction, entry: NewGrowth): Promise<boolean> {
  if (entry.points === 0 || !(await insertGrowth(trx, entry))) return false;
  await addToGrowth(trx, entry);
  return true;
}

import type { SettingKey, Settings } from "#contract/operations/settings.ts";
import type { DatabaseTransaction } from "../database/index.ts";
import { removeValue, upsertValue } from "./store.ts";

/** Sets one setting for every process; null gives it back to the environment. */
export async function writeSetting<Key extends SettingKey>(
  trx: DatabaseTransaction,
  { key, value, at }: { key: Key; value: Settings[Key] | null; at: Date },
): Promise<void> {
  if (value === null) await removeValue(trx, key);
  else await upsertValue(trx, { key, value, at });
}

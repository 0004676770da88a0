import type { CardSettings } from "#contract/assets/asset.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { replaceOrigins } from "./store.ts";

/** As `owner/name`: other words mean nothing that is here. */
const FULL_NAME = /^[^/\0]+\/[^/\0]+$/u;

/** DIS-4: keeps what a new card names as base models and datasets, to be found from their side. */
export async function writeOrigins(
  trx: DatabaseTransaction,
  assetId: number,
  { baseModels, datasets }: Pick<CardSettings, "baseModels" | "datasets">,
): Promise<void> {
  await replaceOrigins(trx, assetId, {
    "base-model": keysOf(baseModels),
    dataset: keysOf(datasets),
  });
}

/** The full names among what a card names. */
export function fullNamesOf(names: readonly string[]): string[] {
  return names.filter((name) => FULL_NAME.test(name));
}

function keysOf(names: readonly string[]): string[] {
  return [...new Set(fullNamesOf(names).map((name) => name.toLowerCase()))];
}

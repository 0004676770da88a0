import type { Database } from "../../platform/database/index.ts";

/** Whether an account has a subscription to an asset that still works. */
export type IsSubscriber = (db: Database, assetId: number, accountId: number) => Promise<boolean>;

const askers = new Set<IsSubscriber>();

/**
 * Versions that were taken offline are shown to whom this says has subscribed (DIS-7). For the later
 * word that knows; wired in app.ts. Registering the same function again changes nothing.
 * @returns how to take it away again.
 */
export function askIsSubscriber(isSubscriber: IsSubscriber): () => void {
  askers.add(isSubscriber);
  return () => askers.delete(isSubscriber);
}

export async function hasSubscribed(
  db: Database,
  assetId: number,
  accountId: number,
): Promise<boolean> {
  for (const isSubscriber of askers) if (await isSubscriber(db, assetId, accountId)) return true;
  return false;
}

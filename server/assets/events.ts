import { createHook } from "../platform/events/index.ts";

/**
 * Runs in the transaction that deletes an asset for good, before anything is gone and while the asset
 * is held: what a later word throws here keeps it (PUB-16).
 */
export const assetDeleting = createHook<{ assetId: number }>();

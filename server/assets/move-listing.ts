import type { ListingState, Visibility } from "#contract/assets/asset.ts";
import type { DatabaseTransaction } from "../platform/database/index.ts";
import { isShownIn } from "./rules.ts";
import { setVisibility } from "./set-visibility.ts";
import { updateShelf } from "./store/shelf.ts";

type Move = {
  assetId: number;
  state: ListingState;
  visibility: Visibility;
  audience: readonly number[];
  at: Date;
};

/**
 * Sets the listing state of an asset with what follows from it: who reads, and whether the search
 * shows it. Which moves are allowed is decided by `publishing`.
 */
export async function moveListing(trx: DatabaseTransaction, move: Move): Promise<void> {
  const { assetId, state, visibility, audience, at } = move;
  await updateShelf(trx, assetId, { state, at });
  await setVisibility(trx, { assetId, visibility, audience, isReadable: isShownIn(state) });
}

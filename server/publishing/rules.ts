import type { ListingState, Visibility } from "#contract/assets/asset.ts";

/** PUB-2: the listing states and the only moves between them. */
const MOVES: Record<ListingState, readonly ListingState[]> = {
  draft: ["publishing"],
  publishing: ["in-review", "publish-failed"],
  "publish-failed": ["publishing"],
  "in-review": ["published", "rejected", "draft"],
  rejected: ["publishing"],
  published: ["unlisted"],
  unlisted: ["published"],
};

export function canMove(from: ListingState, to: ListingState): boolean {
  return MOVES[from].includes(to);
}

const WIDTH: Record<Visibility, number> = { private: 0, restricted: 1, public: 2 };

/** PUB-4: only me < specified users < public. */
export function isNarrower(from: Visibility, to: Visibility): boolean {
  return WIDTH[to] < WIDTH[from];
}

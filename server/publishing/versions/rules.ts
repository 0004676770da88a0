import type { ListingState } from "#contract/assets/asset.ts";
import type { Version, VersionStatus } from "#contract/publishing/version.ts";

/** The statuses of a version and the only moves between them. */
const MOVES: Record<VersionStatus, readonly VersionStatus[]> = {
  publishing: ["in-review", "available", "failed"],
  "in-review": ["available", "rejected"],
  failed: ["publishing"],
  rejected: ["publishing"],
  available: ["offline"],
  offline: ["available"],
};

export function canMoveVersion(from: VersionStatus, to: VersionStatus): boolean {
  return MOVES[from].includes(to);
}

/** One that was available keeps its number and its commit for good. */
export function canDiscard(status: VersionStatus): boolean {
  return status !== "available" && status !== "offline";
}

/** Whether versions of a listing in this state become available once they are checked. */
export function isListed(state: ListingState): boolean {
  return state === "published" || state === "unlisted";
}

type Facts = {
  manages: boolean;
  /** Of the listing. */
  state: ListingState;
  status: VersionStatus;
  /** Another version of the asset is available. */
  hasOther: boolean;
};

/** What a viewer may do with a version: the page shows these, the use-cases enforce them. */
export function abilitiesOf({ manages, state, status, hasOther }: Facts): Version["abilities"] {
  const isPublished = manages && state === "published";
  return {
    edit: manages,
    takeOffline: isPublished && status === "available" && hasOther,
    bringOnline: isPublished && status === "offline",
    retry: manages && canMoveVersion(status, "publishing"),
    discard: manages && canDiscard(status),
  };
}

/** Who sees which versions besides the ones that are available. */
export function visibleStatuses(viewer: {
  manages: boolean;
  isSubscriber: boolean;
}): readonly VersionStatus[] | undefined {
  if (viewer.manages) return undefined;
  return viewer.isSubscriber ? ["available", "offline"] : ["available"];
}

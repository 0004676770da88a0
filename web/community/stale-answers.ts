/** What a change of a thread outdates. */
export const STALE_AFTER_WRITING = [
  "community.get-board",
  "community.get-discussion",
  "community.list-discussion-events",
  "community.list-discussions",
] as const;

/** What a merge outdates besides: the files of the asset are others now. */
export const STALE_AFTER_MERGING = [
  ...STALE_AFTER_WRITING,
  "community.get-pull-request-changes",
  "assets.get-asset",
  "assets.get-card",
  "repositories.list-refs",
  "repositories.list-tree",
  "repositories.list-commits",
] as const;

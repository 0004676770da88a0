/** What a change of a comment outdates. */
export const STALE_AFTER_COMMENTING = [
  "community.list-asset-comments",
  "community.list-comment-replies",
  "community.get-asset-comment",
  "community.get-comment-board",
] as const;

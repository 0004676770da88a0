/** What members and roles show in. */
export const STALE_AFTER_MEMBERS = [
  "accounts.list-members",
  "accounts.get-profile",
  "accounts.get-session",
] as const;

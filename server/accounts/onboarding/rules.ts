export const CODE_DIGITS = 6;
export const CODE_LIFETIME_MS = 15 * 60_000;
/** With the limit on codes: at most 25 guesses an hour at a million. */
export const CODE_ATTEMPTS = 5;

/** Agreements that are accepted with one's name (ACC-4). */
export const NEEDED_AGREEMENTS = ["content-publishing", "service"] as const;

/** Plain data, so that a form knows it without loading schemas. Lengths in code points. */
export const COMMENT_MAX = 10_000;
export const MODERATION_REASON_MAX = 1000;

/** Accounts of one comment that are told of it and linked in it; further names stay plain words. */
export const MENTIONS_MAX = 10;

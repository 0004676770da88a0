/** The largest major, minor or patch number. */
export const VERSION_PART_MAX = 999_999_999;

/** `x.y.z`, each without a leading zero; no prefix, no suffix. Source: semver.org 2.0.0, item 2. */
export const VERSION_PATTERN = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/;

export const VERSION_DESCRIPTION_MAX = 2000;
export const VERSION_CONSTRAINTS_MAX = 5000;

/** Major, minor and patch, which order versions (semver.org 2.0.0, item 11). */
export type VersionParts = [major: number, minor: number, patch: number];

/** @returns null for a text that is no version number. */
export function parseVersion(text: string): VersionParts | null {
  const parts = VERSION_PATTERN.exec(text);
  return parts && [Number(parts[1]), Number(parts[2]), Number(parts[3])];
}

import { parseVersion, VERSION_PART_MAX } from "#contract/publishing/version-number.ts";

/** The number that follows the newest version most often; the first one of all is 1.0.0. */
export function proposeNumber(newest: string | null): string {
  const parts = newest === null ? null : parseVersion(newest);
  if (parts === null) return "1.0.0";
  const [major, minor] = parts;
  if (minor < VERSION_PART_MAX) return `${major}.${minor + 1}.0`;
  return major < VERSION_PART_MAX ? `${major + 1}.0.0` : "";
}

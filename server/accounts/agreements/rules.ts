/** `1.0` → `2.0`. */
export function nextVersion(version: string): string {
  return `${Number.parseInt(version, 10) + 1}.0`;
}

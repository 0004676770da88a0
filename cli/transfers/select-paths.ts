import picomatch from "picomatch";

export type PathSelection = { include: readonly string[]; exclude: readonly string[] };

/**
 * Whether a path is wanted: it matches one of `include` (or there is none) and none of `exclude`.
 * `*` also matches slashes, as hub clients have it: `*.json` takes JSON files of every folder, and
 * `data/` everything below.
 */
export function selectPaths({ include, exclude }: PathSelection): (path: string) => boolean {
  const isIncluded = include.length === 0 ? () => true : matchAny(include);
  const isExcluded = exclude.length === 0 ? () => false : matchAny(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

function matchAny(patterns: readonly string[]): (path: string) => boolean {
  const globs = patterns.map((pattern) => (pattern.endsWith("/") ? `${pattern}*` : pattern));
  return picomatch(globs, { bash: true, dot: true, nonegate: true });
}

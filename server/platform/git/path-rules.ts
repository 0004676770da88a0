import { faultOfPath, PATH_LIMITS, type PathFault } from "#contract/repositories/path-rules.ts";

const REASONS: Record<PathFault, string> = {
  empty: "is empty",
  "not-unicode": "is not valid Unicode",
  "outer-slash": "begins or ends with '/'",
  "double-slash": "contains '//'",
  backslash: "contains '\\'",
  "hidden-character": "contains a control character",
  "too-long": `is longer than ${PATH_LIMITS.pathBytes} bytes`,
  "too-deep": `is nested deeper than ${PATH_LIMITS.levels} levels`,
  "name-too-long": `contains a segment longer than ${PATH_LIMITS.nameBytes} bytes`,
  dot: "contains the segment '.'",
  "dot-dot": "contains the segment '..'",
  reserved: "contains a segment that some file system takes for '.git', which git reserves",
};

/**
 * Whether a path may be in a repository. Names are kept as they are given, normalised or not.
 * @returns what is wrong with it, as the end of a sentence; undefined when nothing is.
 */
export function checkPath(path: string): string | undefined {
  const fault = faultOfPath(path);
  return fault && REASONS[fault];
}

/**
 * Finds for each name of `added` another name of its folder that differs from it by Unicode
 * normalisation only, so that no reader can tell them apart.
 * @param names holds the names of `added` as well.
 */
export function findTwins(
  names: Iterable<string>,
  added: ReadonlySet<string>,
): [name: string, twin: string][] {
  const composed = firstTwo([...names], (name) => name.normalize("NFC"));
  return [...added].flatMap((name): [string, string][] => {
    const twin = composed(name).find((other) => other !== name);
    return twin === undefined ? [] : [[name, twin]];
  });
}

/** For each key its first two names: among them is one that differs from any given name. */
function firstTwo(names: readonly string[], keyOf: (name: string) => string) {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = keyOf(name);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [name]);
    else if (group.length < 2) group.push(name);
  }
  return (name: string): readonly string[] => groups.get(keyOf(name)) ?? [];
}

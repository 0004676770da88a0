/** Longest path, longest segment (in bytes of UTF-8) and deepest nesting of a repository path. */
const PATH_LIMITS = { pathBytes: 4096, segmentBytes: 255, segments: 64 };

// Control characters, line separators, and the marks that turn the direction of a text around
// and so can hide a file's real extension.
const FORBIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
// Apple's file system leaves these out when it compares names.
const HFS_IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a path may be in a repository. Names are kept as they are given, normalised or not.
 * @returns what is wrong with it, as the end of a sentence; undefined when nothing is.
 */
export function checkPath(path: string): string | undefined {
  if (path === "") return "is empty";
  if (!path.isWellFormed()) return "is not valid Unicode";
  if (path.startsWith("/") || path.endsWith("/")) return "begins or ends with '/'";
  if (path.includes("\\")) return "contains '\\'";
  if (FORBIDDEN.test(path)) return "contains a control character";
  if (Buffer.byteLength(path) > PATH_LIMITS.pathBytes) {
    return `is longer than ${PATH_LIMITS.pathBytes} bytes`;
  }
  const segments = path.split("/");
  if (segments.length > PATH_LIMITS.segments) {
    return `is nested deeper than ${PATH_LIMITS.segments} levels`;
  }
  return segments.map(checkSegment).find((reason) => reason !== undefined);
}

function checkSegment(segment: string): string | undefined {
  if (segment === "") return "contains '//'";
  if (segment === "." || segment === "..") return `contains the segment '${segment}'`;
  if (Buffer.byteLength(segment) > PATH_LIMITS.segmentBytes) {
    return `contains a segment longer than ${PATH_LIMITS.segmentBytes} bytes`;
  }
  return isGitFolder(segment) ? `contains the segment '${segment}', which git reserves` : undefined;
}

/** Whether some file system would take this name for `.git`. */
function isGitFolder(segment: string): boolean {
  const onApple = segment.replaceAll(HFS_IGNORED, "").normalize("NFD").toLowerCase();
  // Windows drops trailing dots and spaces, and a colon begins the name of a stream.
  const onWindows = segment
    .split(":", 1)
    .join("")
    .replace(/[. ]+$/, "")
    .toLowerCase();
  return onApple === ".git" || onWindows === ".git" || onWindows === "git~1";
}

/** Names of one folder that cannot lie side by side everywhere. */
export type NameTwins = {
  /** `normalisation`: no reader can tell them apart. `case`: some file systems cannot hold both. */
  kind: "normalisation" | "case";
  names: [string, string];
};

/**
 * Finds a twin for each name of `added`, among all the names of its folder.
 * @param names holds the names of `added` as well.
 */
export function findTwins(names: Iterable<string>, added: ReadonlySet<string>): NameTwins[] {
  const all = [...names];
  const composed = firstTwo(all, (name) => name.normalize("NFC"));
  const folded = firstTwo(all, (name) => name.normalize("NFC").toLowerCase());
  return [...added].flatMap((name): NameTwins[] => {
    const same = composed(name).find((other) => other !== name);
    if (same !== undefined) return [{ kind: "normalisation", names: [name, same] }];
    const similar = folded(name).find((other) => other !== name);
    return similar === undefined ? [] : [{ kind: "case", names: [name, similar] }];
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

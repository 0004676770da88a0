/** Longest path, longest name (in bytes of UTF-8) and deepest nesting of a repository path. */
export const PATH_LIMITS = { pathBytes: 4096, nameBytes: 255, levels: 64 } as const;

/**
 * What is wrong with a path. `hidden-character`: control characters, line separators, and marks that
 * turn the direction of a text around. `reserved`: what some file system takes for `.git`.
 */
export type PathFault =
  | "empty"
  | "not-unicode"
  | "outer-slash"
  | "double-slash"
  | "backslash"
  | "hidden-character"
  | "too-long"
  | "too-deep"
  | "name-too-long"
  | "dot"
  | "dot-dot"
  | "reserved";

// Control characters, line separators, and the marks that turn the direction of a text around
// and so can hide a file's real extension.
const HIDDEN = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
// Apple's file system leaves these out when it compares names.
const HFS_IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a path may be in a repository. Names are kept as they are given, normalised or not.
 * @returns what is wrong with it; undefined when nothing is.
 */
export function faultOfPath(path: string): PathFault | undefined {
  if (path === "") return "empty";
  if (!path.isWellFormed()) return "not-unicode";
  if (path.startsWith("/") || path.endsWith("/")) return "outer-slash";
  if (path.includes("\\")) return "backslash";
  if (HIDDEN.test(path)) return "hidden-character";
  if (isLongerThan(path, PATH_LIMITS.pathBytes)) return "too-long";
  const names = path.split("/");
  if (names.length > PATH_LIMITS.levels) return "too-deep";
  for (const name of names) {
    const fault = faultOfName(name);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOfName(name: string): PathFault | undefined {
  if (name === "") return "double-slash";
  if (name === ".") return "dot";
  if (name === "..") return "dot-dot";
  if (isLongerThan(name, PATH_LIMITS.nameBytes)) return "name-too-long";
  return isGitFolder(name) ? "reserved" : undefined;
}

const encoder = new TextEncoder();

/** A character of UTF-16 is at most three bytes of UTF-8, and at least one. */
function isLongerThan(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && encoder.encode(text).length > bytes;
}

/** Whether some file system would take this name for `.git`. */
function isGitFolder(name: string): boolean {
  const onApple = name.replaceAll(HFS_IGNORED, "").normalize("NFD").toLowerCase();
  // Windows drops trailing dots and spaces, and a colon begins the name of a stream.
  const onWindows = name
    .split(":", 1)
    .join("")
    .replace(/[. ]+$/, "")
    .toLowerCase();
  return onApple === ".git" || onWindows === ".git" || onWindows === "git~1";
}

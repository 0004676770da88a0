import { compilePathPattern, type PathPattern } from "./path-pattern.ts";

/** A `.gitignore` file and the folder that it lies in ("" is the root). */
export type IgnoreFile = { folder: string; text: string };

type Rule = { pattern: PathPattern; isKept: boolean };

/**
 * Decides which paths git would leave out. Deeper files win over the ones above them, later lines
 * over earlier ones, and nothing below an ignored folder can be kept. Source: gitignore(5).
 * @returns whether a file at this path is ignored.
 */
export function ignoreRulesOf(files: readonly IgnoreFile[]): (path: string) => boolean {
  const rules = files
    .toSorted((a, b) => depth(a.folder) - depth(b.folder))
    .flatMap(parseFile)
    .toReversed();
  const isIgnored = (path: string, isFolder: boolean): boolean => {
    const rule = rules.find(({ pattern }) => pattern.matches(path, isFolder));
    return rule !== undefined && !rule.isKept;
  };
  return (path) =>
    foldersOf(path).some((folder) => isIgnored(folder, true)) || isIgnored(path, false);
}

function parseFile({ folder, text }: IgnoreFile): Rule[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line) => {
      const trimmed = trimEnd(line);
      if (trimmed === "" || trimmed.startsWith("#")) return [];
      const isKept = trimmed.startsWith("!");
      const pattern = compilePathPattern(isKept ? trimmed.slice(1) : trimmed, folder);
      return pattern ? [{ pattern, isKept }] : [];
    });
}

/** Drops a carriage return and the spaces at the end, unless a backslash keeps them. */
function trimEnd(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  let keptEnd = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    if (text[at] !== " " || text[at - 1] === "\\") keptEnd = at + 1;
  }
  return text.slice(0, keptEnd);
}

function foldersOf(path: string): string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}

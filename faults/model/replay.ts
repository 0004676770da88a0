import type { Content, Hashes } from "./content.ts";

/** The files of a commit by their path. */
export type Tree = ReadonlyMap<string, Hashes>;

/** How the bytes of a file reach the commit. */
export type Source = { by: "bytes" } | { by: "hash" } | { by: "upload"; id: string };

/** A change of a commit, as the campaign means it. */
export type Operation =
  | { op: "put"; path: string; content: Content; source: Source }
  | { op: "delete"; path: string }
  | { op: "delete-folder"; path: string }
  | { op: "rename"; from: string; to: string };

/** The files after a commit, from those before it. */
export function replay(before: Tree, operations: readonly Operation[]): Tree {
  const files = new Map<string, Hashes>(before);
  for (const operation of operations) apply(files, operation);
  return files;
}

function apply(files: Map<string, Hashes>, operation: Operation): void {
  switch (operation.op) {
    case "put":
      files.set(operation.path, operation.content);
      return;
    case "delete":
      files.delete(operation.path);
      return;
    case "delete-folder":
      for (const path of pathsBelow(files, operation.path)) files.delete(path);
      return;
    case "rename":
      rename(files, operation.from, operation.to);
  }
}

function rename(files: Map<string, Hashes>, from: string, to: string): void {
  const file = files.get(from);
  if (file !== undefined) {
    files.delete(from);
    files.set(to, file);
    return;
  }
  for (const path of pathsBelow(files, from)) {
    const moved = files.get(path);
    files.delete(path);
    if (moved !== undefined) files.set(to + path.slice(from.length), moved);
  }
}

function pathsBelow(files: ReadonlyMap<string, Hashes>, folder: string): string[] {
  return [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
}

/** What differs, in words; nothing when both are the same. */
export function differencesBetween(expected: Tree, actual: ReadonlyMap<string, string>): string[] {
  const differences: string[] = [];
  for (const [path, { sha256, blobOid }] of expected) {
    const found = actual.get(path);
    if (found === undefined) differences.push(`${path} is missing`);
    else if (found !== sha256 && found !== blobOid) differences.push(`${path} is ${found}`);
  }
  for (const path of actual.keys()) {
    if (!expected.has(path)) differences.push(`${path} should not be there`);
  }
  return differences;
}

/** `a` and `a/b` of `a/b/c`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

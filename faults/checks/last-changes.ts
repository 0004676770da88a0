import { foldersAbove, type Tree } from "../model/replay.ts";
import type { RepositoryRecord } from "../model/world.ts";

/** By path: the commit of the default branch that changed a file, or anything below a folder, last. */
export function lastChanges({ histories, trees }: RepositoryRecord): Map<string, string> {
  const changes = new Map<string, string>();
  let before: Tree = new Map();
  for (const id of histories.get("main") ?? []) {
    const after = trees.get(id) ?? new Map<string, never>();
    for (const path of differing(before, after)) {
      for (const above of [...foldersAbove(path), path]) changes.set(above, id);
    }
    before = after;
  }
  return changes;
}

function differing(before: Tree, after: Tree): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path)?.blobOid !== after.get(path)?.blobOid);
}

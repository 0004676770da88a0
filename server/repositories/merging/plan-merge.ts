import {
  applyChanges,
  type AppliedChanges,
  type Change,
  diffTrees,
  type ObjectId,
  type PathDifference,
  type TreeReader,
} from "../../platform/git/index.ts";

/** A path that nobody but a human can merge. */
export type MergeConflict = { path: string; reason: "both-changed" | "in-the-way" };

export type MergePlan = {
  /** Not empty: then nothing of the rest may be used. */
  conflicts: MergeConflict[];
  root: ObjectId;
  newTrees: AppliedChanges["newTrees"];
  /** Against the tree that is merged into. */
  changedPaths: AppliedChanges["changedPaths"];
};

export type MergedTrees = { base: ObjectId; ours: ObjectId; theirs: ObjectId };

/** Which side's state a path gets that both have changed; without one it is a conflict. */
export type Keep = "ours" | "theirs" | undefined;

/**
 * Three-way merge path by path: what only one side has changed since the base is taken, what both
 * have changed in the same way is there already, everything else is a conflict. No path is lost:
 * a file that one side changed and the other removed is a conflict, too.
 */
export async function planMerge(
  reader: TreeReader,
  { base, ours, theirs }: MergedTrees,
  keep?: Keep,
): Promise<MergePlan> {
  const own = new Map<string, PathDifference>();
  for await (const difference of diffTrees(reader, { before: base, after: ours })) {
    own.set(difference.path, difference);
  }
  const conflicts: MergeConflict[] = [];
  const removals: Change[] = [];
  const puts: Change[] = [];
  for await (const difference of diffTrees(reader, { before: base, after: theirs })) {
    const mine = own.get(difference.path);
    const { path, after } = difference;
    if (mine !== undefined && (keep === "ours" || isSame(mine.after, after))) continue;
    if (mine !== undefined && keep === undefined) conflicts.push({ path, reason: "both-changed" });
    else if (after === undefined) removals.push({ kind: "delete", path });
    else if (after.mode !== "40000") {
      puts.push({ kind: "put", path, mode: after.mode, oid: after.oid });
    }
  }
  // A file may stand where a folder was, once what lay in it is gone.
  const applied = await applyChanges(reader, ours, [...removals, ...puts]);
  const refused = applied.refused.map(({ path }): MergeConflict => ({
    path,
    reason: "in-the-way",
  }));
  return {
    conflicts: [...conflicts, ...refused].toSorted((one, other) =>
      one.path < other.path ? -1 : 1,
    ),
    root: applied.rootOid,
    newTrees: applied.newTrees,
    changedPaths: applied.changedPaths,
  };
}

function isSame(one: PathDifference["after"], other: PathDifference["after"]): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

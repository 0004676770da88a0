import type { CommitDetail } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { diffTrees, type PathDifference } from "../../platform/git/index.ts";
import type { FileChange } from "../events.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { changesOf } from "../refs/update-index.ts";
import type { Repository } from "../repository.ts";

const SHOWN_CHANGES = 1000;
/** Files among which renamed ones are found; of more, as when a million move, the rest is counted. */
const COMPARED_FILES = 100_000;

type ChangedPath = CommitDetail["changes"][number];

/** The first files that differ between two trees, and how many do; renamed ones are one change. */
export async function listChanges(
  ctx: Pick<Context, "db" | "store">,
  repository: Pick<Repository, "id">,
  trees: Parameters<typeof diffTrees>[1],
): Promise<Pick<CommitDetail, "changes" | "changeCount">> {
  const reader = readObjectsOf(ctx, repository.id);
  const files: PathDifference[] = [];
  let others = 0;
  for await (const difference of diffTrees(reader, trees)) {
    if (files.length < COMPARED_FILES) files.push(difference);
    else others += 1;
  }
  const pairs = pairRenames(files);
  const shown = pairs.slice(0, SHOWN_CHANGES);
  const states = await changesOf(
    reader,
    shown.map(({ difference }) => difference),
  );
  return {
    changes: shown.map(({ previousPath }, at) => describeChange(states[at], previousPath)),
    changeCount: pairs.length + others,
  };
}

type Pair = { difference: PathDifference; previousPath: string | null };

/** A file that went and one that came with the same bytes are one that was renamed. */
function pairRenames(files: readonly PathDifference[]): Pair[] {
  const gone = new Map<string, string[]>();
  for (const { path, before, after } of files) {
    if (before === undefined || after !== undefined) continue;
    gone.set(before.oid, [...(gone.get(before.oid) ?? []), path]);
  }
  const renamed = new Set<string>();
  const pairs = files.map((difference): Pair => {
    const { before, after } = difference;
    const source = before === undefined && after ? gone.get(after.oid)?.shift() : undefined;
    if (source !== undefined) renamed.add(source);
    return { difference, previousPath: source ?? null };
  });
  return pairs
    .filter(({ difference }) => difference.after !== undefined || !renamed.has(difference.path))
    .toSorted((one, other) => (one.difference.path < other.difference.path ? -1 : 1));
}

function describeChange(change: FileChange | undefined, previousPath: string | null): ChangedPath {
  if (change === undefined) throw new Error("a difference has no state");
  const { path, before, after } = change;
  const sizeBytes = (after ?? before)?.sizeBytes ?? 0;
  const kind = after === undefined ? "deleted" : before === undefined ? "added" : "modified";
  return { path, previousPath, change: previousPath === null ? kind : "renamed", sizeBytes };
}

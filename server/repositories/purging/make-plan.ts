import type { AssetKind } from "#contract/kinds.ts";
import type { PurgeBlocker, PurgePlan, PurgeTarget } from "#contract/repositories/purge.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { isFolder } from "../../platform/git/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { markTrees } from "../collecting/mark-trees.ts";
import { findInTrees } from "../objects/find-in-trees.ts";
import type { Repository } from "../repository.ts";
import { branchRef, pullRequestOf, shortName } from "../rules/ref-names.ts";
import { findCommits } from "../store/commits.ts";
import {
  countKept,
  type DeadContent,
  digestDead,
  listDeadContents,
  listSharers,
  markDead,
  type PlanMarks,
  sumSmallFiles,
} from "../store/purge-plans.ts";
import { listRefs, type RefRow } from "../store/refs.ts";
import { insertMarks, listHistoryTrees, listRefTrees } from "../store/sweeps.ts";
import { checkHistoryLength, COMMIT_LIMIT } from "./history-length.ts";

const SHOWN_FILES = 100;
const SHOWN_NAMES = 50;

export type MadePlan = { plan: PurgePlan; marks: PlanMarks; contents: DeadContent[] };

/**
 * Finds what a purge would make unreadable. In the caller's transaction, which keeps the marks for
 * the purge itself or drops them. @throws {Problem} `history-too-long`.
 */
export async function makePlan(
  trx: DatabaseTransaction,
  repository: Repository,
  target: PurgeTarget,
): Promise<MadePlan> {
  const marks = await markShown(trx, repository, {
    withPullRequests: target.kind === "history",
  });
  const refs = await listShownRefs(trx, repository.id);
  const found =
    target.kind === "paths"
      ? await askForPaths(trx, { marks, paths: target.paths, refs })
      : { blockers: [], revisions: await countUnshown(trx, repository, refs) };
  await markDead(trx, marks, { isWhole: target.kind === "history" });
  const contents = await listDeadContents(trx, marks);
  const plan = { ...(await describePlan(trx, marks, contents)), ...found };
  const keepers = target.kind === "history" ? tagNames(refs) : [];
  return { plan: { ...plan, keepers }, marks, contents };
}

/**
 * Branches and tags. Pull requests keep nothing that is asked for by its name: they show what the
 * branch once had, and strangers make them.
 */
export async function listShownRefs(
  trx: DatabaseTransaction,
  repositoryId: number,
): Promise<RefRow[]> {
  const refs = await listRefs(trx, repositoryId);
  return refs.filter(({ name }) => pullRequestOf(name) === undefined);
}

/** New marks for a plan, with what branches and tags show now among them. */
export async function markShown(
  trx: DatabaseTransaction,
  { id: repositoryId }: Pick<Repository, "id">,
  shownBy: { withPullRequests: boolean } = { withPullRequests: false },
): Promise<PlanMarks> {
  const id = newPublicId();
  const marks = {
    repositoryId,
    live: `${id}:live`,
    asked: `${id}:asked`,
    dead: `${id}:dead`,
  };
  const shown = await listRefTrees(trx, repositoryId, shownBy);
  await markTrees(trx, { sweep: marks.live, repositoryId }, shown);
  return marks;
}

type Described = Omit<PurgePlan, "blockers" | "revisions" | "keepers">;

/** What the dead of a plan are, and what they free. */
export async function describePlan(
  trx: DatabaseTransaction,
  marks: PlanMarks,
  contents: readonly DeadContent[],
): Promise<Described> {
  const small = await sumSmallFiles(trx, marks);
  const ids = contents.map(({ id }) => id);
  const shared = contents.filter(({ isShared }) => isShared);
  const sole = contents.filter(({ isShared }) => !isShared);
  const sharers = await listSharers(
    trx,
    marks,
    shared.map(({ id }) => id),
  );
  return {
    plan: await digestDead(trx, marks, ids),
    largeFiles: contents.length,
    smallFiles: small.count,
    freedBytes: sumBytes(sole) + small.sizeBytes,
    sharedBytes: sumBytes(shared),
    sharedWith: sharers.map(({ kind, name }) => ({ kind: kind as AssetKind, name })),
    keptFiles: await countKept(trx, marks),
    largest: contents
      .slice(0, SHOWN_FILES)
      .map(({ path, sha256, sizeBytes }) => ({ path, sha256, sizeBytes })),
  };
}

/** Marks all that ever lay at the paths; finds who still shows something there. */
async function askForPaths(
  trx: DatabaseTransaction,
  { marks, paths, refs }: { marks: PlanMarks; paths: readonly string[]; refs: readonly RefRow[] },
): Promise<Pick<PurgePlan, "blockers" | "revisions">> {
  const { repositoryId } = marks;
  const roots = await listHistoryTrees(trx, repositoryId, COMMIT_LIMIT + 1);
  checkHistoryLength(roots.length);
  const tips = await treesOfRefs(trx, repositoryId, refs);
  const touched = new Set<string>();
  const blockers: PurgeBlocker[] = [];
  for (const path of new Set(paths)) {
    const found = await findInTrees(trx, repositoryId, { roots, path });
    const entries = [...found.values()];
    const folders = entries.filter(isFolder).map(({ oid }) => oid);
    const files = entries.filter((entry) => !isFolder(entry)).map(({ oid }) => oid);
    await insertMarks(trx, marks.asked, [...new Set(files)]);
    await markTrees(trx, { sweep: marks.asked, repositoryId }, [...new Set(folders)]);
    for (const root of found.keys()) touched.add(root);
    for (const [ref, tree] of tips) if (found.has(tree)) blockers.push(blockerOf(ref, path));
  }
  return { blockers, revisions: roots.filter((root) => touched.has(root)).length };
}

/** The tree that each branch and tag shows. */
export async function treesOfRefs(
  trx: DatabaseTransaction,
  repositoryId: number,
  refs: readonly RefRow[],
): Promise<[RefRow, string][]> {
  const ids = refs.flatMap(({ commit }) => (commit === null ? [] : [commit]));
  const commits = await findCommits(trx, repositoryId, ids);
  const trees = new Map(commits.map(({ oid, treeOid }) => [oid, treeOid]));
  return refs.flatMap((ref): [RefRow, string][] => {
    const tree = trees.get(ref.commit ?? "");
    return tree === undefined ? [] : [[ref, tree]];
  });
}

/** Commits of all histories that no branch and no tag shows. */
async function countUnshown(
  trx: DatabaseTransaction,
  { id }: Repository,
  refs: readonly RefRow[],
): Promise<number> {
  const all = await listHistoryTrees(trx, id, Number.MAX_SAFE_INTEGER);
  return all.length - new Set(refs.flatMap(({ commit }) => commit ?? [])).size;
}

export function blockerOf({ name, isProtected }: RefRow, path: string): PurgeBlocker {
  const kind = name.startsWith(branchRef("")) ? "branch" : isProtected ? "version" : "tag";
  return { ref: name, name: shortName(name), kind, path };
}

function tagNames(refs: readonly RefRow[]): string[] {
  const tags = refs.filter(({ name }) => name.startsWith("refs/tags/"));
  return tags.slice(0, SHOWN_NAMES).map(({ name }) => shortName(name));
}

function sumBytes(contents: readonly { sizeBytes: number }[]): number {
  return contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

import { problem } from "#contract/problems.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import type { GraphCommit } from "../store/transfers.ts";
import type { CommitGraph } from "./commit-graph.ts";
import { walkHistory } from "./walk-history.ts";

/** How far back a client wants to see; without any it wants everything. */
export type Depth = {
  /** Number of commits; with `isRelative` beyond what the client has. */
  levels?: number;
  isRelative?: boolean;
  since?: Date;
  /** Not these commits nor what they reach. */
  without?: readonly ObjectId[];
};

export type CommitSelection = {
  wants: readonly ObjectId[];
  /** Commits that both sides have. */
  haves: readonly ObjectId[];
  /** Commits that the client has without their parents. */
  shallow: readonly ObjectId[];
  depth: Depth | undefined;
};

export type SelectedCommits = {
  commits: GraphCommit[];
  /** Trees that the client has: what lies in them unchanged is not sent. */
  knownTrees: ObjectId[];
  /** Commits that the client will have without their parents, and those whose parents now come. */
  shallow: ObjectId[];
  unshallow: ObjectId[];
};

/** Of more, only folders that changed twice in one fetch would profit. */
const KNOWN_TREES = 16;

/** Which commits a client lacks. @throws {Problem} `validation-failed` when a depth selects none. */
export async function selectCommits(
  graph: CommitGraph,
  selection: CommitSelection,
): Promise<SelectedCommits> {
  const window = selection.depth && (await findWindow(graph, selection, selection.depth));
  const clientCut = new Set(selection.shallow);
  const unshallow = window === undefined ? [] : selection.shallow.filter(window.isWhole);
  const cut = new Set([...clientCut, ...(window?.shallow ?? [])]);
  // What lies behind a commit that the client had without its parents is wanted in its own right.
  const uncovered = await graph.find(unshallow);
  const from = [...selection.wants, ...uncovered.flatMap(({ parents }) => parents)];
  const commits: GraphCommit[] = [];
  for await (const visit of walkHistory(graph, { from, without: selection.haves, cut })) {
    const isWanted = !visit.isExcluded && window?.has(visit.commit.oid) !== false;
    if (isWanted) commits.push(visit.commit);
  }
  const held = await findHeld(graph, commits, cut);
  return {
    commits,
    knownTrees: [...new Set([...held, ...uncovered].map(({ treeOid }) => treeOid))].slice(
      0,
      KNOWN_TREES,
    ),
    shallow: (window?.shallow ?? []).filter((oid) => !clientCut.has(oid)),
    unshallow,
  };
}

/** The commits on the client's side on which those that are sent build. */
function findHeld(
  graph: CommitGraph,
  commits: readonly GraphCommit[],
  cut: ReadonlySet<ObjectId>,
): Promise<GraphCommit[]> {
  const sent = new Set(commits.map(({ oid }) => oid));
  const parents = commits.filter(({ oid }) => !cut.has(oid)).flatMap((commit) => commit.parents);
  return graph.find(parents.filter((oid) => !sent.has(oid)));
}

type Window = {
  has: (oid: ObjectId) => boolean;
  /** Whether it is in the window with all its parents. */
  isWhole: (oid: ObjectId) => boolean;
  shallow: ObjectId[];
};

async function findWindow(
  graph: CommitGraph,
  selection: CommitSelection,
  depth: Depth,
): Promise<Window> {
  const inside =
    depth.levels === undefined
      ? await selectByDate(graph, selection.wants, depth)
      : await selectByLevels(graph, selection, depth.levels + (depth.isRelative ? 1 : 0));
  if (inside.size === 0) {
    throw problem("validation-failed", { detail: "no commits are within the depth asked for" });
  }
  const isWhole = (oid: ObjectId) => inside.get(oid)?.parents.every((parent) => inside.has(parent));
  const shallow = [...inside.keys()].filter((oid) => isWhole(oid) !== true);
  return { has: (oid) => inside.has(oid), isWhole: (oid) => isWhole(oid) === true, shallow };
}

/** So many levels back from what is wanted, or from where the client's history ends. */
async function selectByLevels(
  graph: CommitGraph,
  { wants, shallow, depth }: CommitSelection,
  levels: number,
): Promise<Map<ObjectId, GraphCommit>> {
  const inside = new Map<ObjectId, GraphCommit>();
  let level = wants;
  if (depth?.isRelative === true) {
    const walk = { from: wants, without: [], cut: new Set(shallow) };
    for await (const { commit } of walkHistory(graph, walk)) inside.set(commit.oid, commit);
    level = shallow.filter((oid) => inside.has(oid));
    for (const oid of level) inside.delete(oid);
  }
  for (let depthNow = 0; depthNow < levels && level.length > 0; depthNow += 1) {
    const fresh = (await graph.find(level)).filter(({ oid }) => !inside.has(oid));
    for (const commit of fresh) inside.set(commit.oid, commit);
    level = fresh.flatMap(({ parents }) => parents);
  }
  return inside;
}

async function selectByDate(
  graph: CommitGraph,
  wants: readonly ObjectId[],
  { since = new Date(0), without = [] }: Depth,
): Promise<Map<ObjectId, GraphCommit>> {
  const inside = new Map<ObjectId, GraphCommit>();
  for await (const { commit, isExcluded } of walkHistory(graph, { from: wants, without })) {
    if (!isExcluded && commit.committedAt >= since) inside.set(commit.oid, commit);
  }
  return inside;
}

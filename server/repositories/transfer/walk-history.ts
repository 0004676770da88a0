import type { ObjectId } from "../../platform/git/index.ts";
import type { GraphCommit } from "../store/transfers.ts";
import type { CommitGraph } from "./commit-graph.ts";

/** Where a walk begins, and what stops it. */
export type Walk = {
  from: readonly ObjectId[];
  /** These and their ancestors are not visited. */
  without: readonly ObjectId[];
  /** Commits whose parents count as absent, as in a shallow clone. */
  cut?: ReadonlySet<ObjectId>;
};

export type Visit = { commit: GraphCommit; isExcluded: boolean };

/**
 * Visits commits from the newest generation to the oldest, each once and after all its children: by
 * then it is known whether one of `without` reaches it. It ends where everything else is excluded,
 * so that its cost is that of the difference. Excluded commits are visited as far as it goes.
 */
export async function* walkHistory(
  graph: CommitGraph,
  { from, without, cut = new Set() }: Walk,
): AsyncGenerator<Visit, void, undefined> {
  const open = new OpenCommits();
  open.add(await graph.find(from), false);
  open.add(await graph.find(without), true);
  while (open.hasWanted) {
    const visits = open.takeNewest();
    for (const isExcluded of [false, true]) {
      const parents = visits
        .filter((visit) => visit.isExcluded === isExcluded && !cut.has(visit.commit.oid))
        .flatMap(({ commit }) => commit.parents);
      open.add(await graph.find(parents), isExcluded);
    }
    yield* visits;
  }
}

/** Commits to be visited, by their generation. */
class OpenCommits {
  readonly #generations = new Map<number, Map<ObjectId, Visit>>();
  #wanted = 0;
  #newest = 0;

  get hasWanted(): boolean {
    return this.#wanted > 0;
  }

  add(commits: readonly GraphCommit[], isExcluded: boolean): void {
    for (const commit of commits) {
      const { generation, oid } = commit;
      const level = this.#generations.get(generation) ?? new Map<ObjectId, Visit>();
      this.#generations.set(generation, level);
      this.#newest = Math.max(this.#newest, generation);
      const known = level.get(oid);
      if (known === undefined) {
        level.set(oid, { commit, isExcluded });
        if (!isExcluded) this.#wanted += 1;
      } else if (isExcluded && !known.isExcluded) {
        known.isExcluded = true;
        this.#wanted -= 1;
      }
    }
  }

  takeNewest(): Visit[] {
    while (!this.#generations.has(this.#newest)) this.#newest -= 1;
    const visits = [...(this.#generations.get(this.#newest)?.values() ?? [])];
    this.#generations.delete(this.#newest);
    this.#newest -= 1;
    this.#wanted -= visits.filter(({ isExcluded }) => !isExcluded).length;
    return visits;
  }
}

/** Whether one of the commits is `ancestor` or descends from it. */
export async function reaches(
  graph: CommitGraph,
  from: readonly ObjectId[],
  ancestor: ObjectId,
): Promise<boolean> {
  if (from.includes(ancestor)) return true;
  const [target] = await graph.find([ancestor]);
  if (target === undefined) return false;
  for await (const { commit } of walkHistory(graph, { from, without: [] })) {
    if (commit.oid === ancestor) return true;
    if (commit.generation < target.generation) return false;
  }
  return false;
}

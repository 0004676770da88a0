import type { Context } from "../../context.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import type { Repository } from "../repository.ts";
import { CommitGraph } from "./commit-graph.ts";
import { peelWants } from "./peel-wants.ts";
import { walkHistory } from "./walk-history.ts";

export type CommonCommits = {
  /** Those of the client's commits that are here, in its order. */
  common: ObjectId[];
  /** Whether each wanted commit builds on one of them, so that nothing would be gained by more. */
  isEnough: boolean;
};

/** @throws {Problem} `revision-not-found` for a want that is not here. */
export async function findCommon(
  { db }: Pick<Context, "db">,
  { id }: Pick<Repository, "id">,
  { wants, haves }: { wants: readonly ObjectId[]; haves: readonly ObjectId[] },
): Promise<CommonCommits> {
  const graph = new CommitGraph(db, id);
  const found = await graph.find(haves);
  const here = new Set(found.map(({ oid }) => oid));
  const common = haves.filter((oid) => here.has(oid));
  if (common.length === 0) return { common, isEnough: false };
  const peeled = await peelWants(db, id, wants);
  const oldest = Math.min(...found.map(({ generation }) => generation));
  for (const want of peeled.commit) {
    if (!(await buildsOn(graph, want, { here, oldest }))) return { common, isEnough: false };
  }
  return { common, isEnough: true };
}

async function buildsOn(
  graph: CommitGraph,
  want: ObjectId,
  { here, oldest }: { here: ReadonlySet<ObjectId>; oldest: number },
): Promise<boolean> {
  for await (const { commit } of walkHistory(graph, { from: [want], without: [] })) {
    if (here.has(commit.oid)) return true;
    if (commit.generation < oldest) return false;
  }
  return false;
}

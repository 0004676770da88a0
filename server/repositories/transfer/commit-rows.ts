import type { Database } from "../../platform/database/index.ts";
import type { CommitRow } from "../store/commits.ts";
import { CommitGraph } from "./commit-graph.ts";
import type { PushedObjects } from "./pushed-objects.ts";

/** The commits of a push as rows. Their authors are who git says, not who pushed them. */
export async function commitRowsOf(
  db: Database,
  repositoryId: number,
  { commits, outside }: Pick<PushedObjects, "commits" | "outside">,
): Promise<CommitRow[]> {
  const graph = new CommitGraph(db, repositoryId);
  const known = await graph.find(outside.commit);
  const generations = new Map(known.map(({ oid, generation }) => [oid, generation]));
  return commits.map(({ oid, tree, parents, committedAt, ...described }) => {
    const generation = 1 + Math.max(0, ...parents.map((parent) => generations.get(parent) ?? 0));
    generations.set(oid, generation);
    const row = { oid, treeOid: tree, parents, generation, authorId: null };
    return { ...row, ...described, createdAt: committedAt };
  });
}

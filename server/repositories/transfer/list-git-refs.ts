import type { Context } from "../../context.ts";
import type { ObjectId } from "../../platform/git/index.ts";
import { isHidden, shownAt } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { listRefs } from "../store/refs.ts";

/** A ref as git clients see it: what it names, and the object behind an annotated tag. */
export type GitRef = { name: string; oid: ObjectId; peeled: ObjectId | null };

export type GitRefs = {
  /** The branch that HEAD stands for; `oid` is null before its first commit. */
  head: { ref: string; oid: ObjectId | null };
  /** In the order of their names. */
  refs: GitRef[];
};

/** Everything that a clone can be made of. */
export async function listGitRefs(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id" | "defaultBranch" | "withheld">,
): Promise<GitRefs> {
  const rows = await listRefs(db, repository.id);
  const shown = rows.filter(({ name }) => !isHidden(repository, name));
  const refs = shown.map(({ name, target, commit }) => {
    const isAnnotated = commit !== null && commit !== target;
    const held = shownAt(repository, name);
    if (held !== undefined) return { name, oid: held, peeled: null };
    return { name, oid: target, peeled: isAnnotated ? commit : null };
  });
  const ref = branchRef(repository.defaultBranch);
  const head = refs.find(({ name }) => name === ref);
  return { head: { ref, oid: head?.oid ?? null }, refs };
}

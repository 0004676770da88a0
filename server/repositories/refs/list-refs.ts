import type { Ref } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import { isHidden, shownAt } from "../reading/resolve-revision.ts";
import type { Repository } from "../repository.ts";
import * as refs from "../store/refs.ts";
import { describeRef } from "./describe-ref.ts";

/** Branches and tags by name; a tag names the commit behind it. */
export async function listRefs(
  { db }: Pick<Context, "db">,
  repository: Repository,
): Promise<{ defaultBranch: string; branches: Ref[]; tags: Ref[] }> {
  const under = async (prefix: "refs/heads/" | "refs/tags/") => {
    const rows = await refs.listRefsUnder(db, repository.id, prefix);
    return rows
      .filter(({ name, commit }) => commit !== null && !isHidden(repository, name))
      .map((row) => ({ ...row, commit: shownAt(repository, row.name) ?? row.commit }))
      .map(describeRef);
  };
  const [branches, tags] = await Promise.all([under("refs/heads/"), under("refs/tags/")]);
  return { defaultBranch: repository.defaultBranch, branches, tags };
}

/** The heads of pull requests, also of those that are closed; `name` is the number. */
export async function listPullRequestRefs(
  { db }: Pick<Context, "db">,
  { id }: Pick<Repository, "id">,
): Promise<Ref[]> {
  return (await refs.listRefsUnder(db, id, "refs/pr/")).map(describeRef);
}

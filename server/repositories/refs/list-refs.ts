import type { Ref } from "#contract/repositories/repository.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import * as refs from "../store/refs.ts";
import { describeRef } from "./describe-ref.ts";

/** Branches and tags by name; a tag names the commit behind it. */
export async function listRefs(
  { db }: Pick<Context, "db">,
  repository: Repository,
): Promise<{ defaultBranch: string; branches: Ref[]; tags: Ref[] }> {
  const rows = await refs.listRefs(db, repository.id);
  const under = (prefix: string) =>
    rows.filter(({ name, commit }) => name.startsWith(prefix) && commit !== null).map(describeRef);
  return {
    defaultBranch: repository.defaultBranch,
    branches: under("refs/heads/"),
    tags: under("refs/tags/"),
  };
}

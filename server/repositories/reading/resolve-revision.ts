import { problem } from "#contract/problems.ts";
import type { Context } from "../../context.ts";
import type { Repository } from "../repository.ts";
import { isStorable } from "../rules/paths.ts";
import { branchRef, tagRef } from "../rules/ref-names.ts";
import { findCommit, findCommitsByPrefix } from "../store/commits.ts";
import { findRefs } from "../store/refs.ts";
import { isShownCommit } from "../store/withheld.ts";

const FULL_ID = /^[0-9a-f]{40}$/;
const SHORT_ID = /^[0-9a-f]{5,39}$/;

/**
 * The commit that a revision names: a branch, a tag, `refs/heads/x`, `refs/tags/x`, a full commit
 * id or one of at least five digits that only one commit begins with, `HEAD` for the default branch.
 * @throws {Problem} `revision-not-found`.
 */
export async function resolveRevision(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id" | "defaultBranch" | "withheld">,
  revision: string,
): Promise<string> {
  if (!isStorable(revision)) throw unknown(revision);
  const id = revision.toLowerCase();
  if (FULL_ID.test(id)) {
    if (await findCommit(db, repository.id, id)) return requireShown({ db }, repository, id);
    throw unknown(revision);
  }
  const names = refsCalled(revision === "HEAD" ? repository.defaultBranch : revision);
  const refs = await findRefs(db, repository.id, names);
  const ref = names
    .map((name) => refs.find((found) => found.name === name))
    .find((found) => found !== undefined && !isHidden(repository, found.name));
  if (ref !== undefined && ref.commit !== null) return shownAt(repository, ref.name) ?? ref.commit;
  if (SHORT_ID.test(id)) {
    const [commit, other] = await findCommitsByPrefix(db, repository.id, id);
    if (commit !== undefined && other === undefined)
      return requireShown({ db }, repository, commit);
  }
  throw unknown(revision);
}

/** The head of the default branch; null before the first commit. */
export async function findHead(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id" | "defaultBranch" | "withheld">,
): Promise<string | null> {
  if (repository.withheld?.head) return repository.withheld.head;
  const [ref] = await findRefs(db, repository.id, [branchRef(repository.defaultBranch)]);
  return ref?.commit ?? null;
}

/** Where readers of a held branch see it; undefined: where it is. */
export function shownAt(
  { defaultBranch, withheld }: Pick<Repository, "defaultBranch" | "withheld">,
  ref: string,
): string | undefined {
  return ref === branchRef(defaultBranch) ? (withheld?.head ?? undefined) : undefined;
}

/** Whether a ref does not exist for who only reads. */
export function isHidden({ withheld }: Pick<Repository, "withheld">, ref: string): boolean {
  return withheld?.refs.has(ref) ?? false;
}

/** A commit that only the held part of a branch leads to does not exist for readers. */
async function requireShown(
  { db }: Pick<Context, "db">,
  repository: Pick<Repository, "id" | "defaultBranch" | "withheld">,
  commit: string,
): Promise<string> {
  const held = repository.withheld?.head ?? null;
  if (held === null) return commit;
  const branch = branchRef(repository.defaultBranch);
  if (await isShownCommit(db, repository.id, { commit, held, branch })) return commit;
  throw unknown(commit);
}

function refsCalled(name: string): string[] {
  return name.startsWith("refs/") ? [name] : [branchRef(name), tagRef(name)];
}

function unknown(revision: string) {
  return problem("revision-not-found", {
    detail: `There is no branch, tag or commit ${JSON.stringify(revision.slice(0, 100))}`,
  });
}

import { isProblem, problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type ObjectId, parseTag } from "../../platform/git/index.ts";
import { findRepository } from "../find-repository.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { addRef, announceRef } from "../refs/add-ref.ts";
import { followBranch } from "../refs/follow-branch.ts";
import type { Repository } from "../repository.ts";
import { checkPath, isStorable } from "../rules/paths.ts";
import { branchRef, checkRefName, shortName, tagRef } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { markLost } from "../store/ledger.ts";
import { findObjects } from "../store/objects.ts";
import {
  findRef,
  findRefBeside,
  findRefs,
  insertRef,
  moveRef,
  type RefRow,
  removeRef,
} from "../store/refs.ts";
import { CommitGraph } from "./commit-graph.ts";
import { noteLastCommits } from "./last-commits.ts";
import { reaches } from "./walk-history.ts";

/** One line of a push; null stands for no ref. */
export type RefCommand = { ref: string; from: ObjectId | null; to: ObjectId | null };

/** Null: done; otherwise why not, for the user. */
export type RefOutcome = { ref: string; refusal: string | null };

type Scope = { trx: DatabaseTransaction; repository: Repository };

const TAG_DEPTH = 16;
const MANAGE = 4;

/** Refs that a push may move; everything else belongs to the gallery. */
const PUSHABLE = /^refs\/(heads|tags)\/(.+)$/;

/**
 * Does one line of a push under the repository's lock. Refused lines have changed nothing.
 * @throws {Problem} when what follows the ref refuses: then all of the push is undone.
 */
export async function moveRefOfPush(
  ctx: RequestContext,
  { trx, repository }: Scope,
  command: RefCommand,
): Promise<RefOutcome> {
  const { ref } = command;
  const refused = (refusal: string): RefOutcome => ({ ref, refusal });
  const name = PUSHABLE.exec(ref)?.[2];
  if (name === undefined) return refused("only branches and tags can be pushed");
  const present = isStorable(ref) ? await findRef(trx, repository.id, ref) : undefined;
  if ((present?.target ?? null) !== command.from) return refused("changed meanwhile, fetch first");
  if (present?.isProtected === true) {
    return refused("is the tag of a published version, which never changes");
  }
  const scope = { trx, repository };
  try {
    if (command.to === null) await deleteOne(ctx, scope, present);
    else await pointAt(ctx, scope, { name, ref, present, to: command.to });
    return { ref, refusal: null };
  } catch (error) {
    if (!(error instanceof RefusedRef) && !isRefused(error)) throw error;
    return refused(error.message);
  }
}

/** Thrown before anything has changed. */
class RefusedRef extends Error {
  override name = "RefusedRef";
}

function isRefused(error: unknown): error is Error {
  return isProblem(error, "ref-exists") || isProblem(error, "ref-name-invalid");
}

async function deleteOne(
  ctx: RequestContext,
  { trx, repository }: Scope,
  present: RefRow | undefined,
): Promise<void> {
  if (present === undefined) throw new RefusedRef("does not exist");
  if (present.name === branchRef(repository.defaultBranch)) {
    throw new RefusedRef("is the default branch, which cannot be deleted");
  }
  await removeRef(trx, repository.id, present.name);
  await markLost(trx, repository.id);
  const { name: ref, commit: before } = present;
  await announceRef(ctx, trx, { repository, ref, before });
}

type Aim = { name: string; ref: string; present: RefRow | undefined; to: ObjectId };

async function pointAt(ctx: RequestContext, scope: Scope, aim: Aim): Promise<void> {
  const { trx, repository } = scope;
  const { name, ref, present, to } = aim;
  checkRefName(name);
  const commit = await peel(scope, to);
  if (ref.startsWith("refs/tags/")) {
    const row = { name: ref, target: to, commit, isProtected: false };
    if (present === undefined) await addRef(ctx, trx, { repository, ref: row });
    else await replaceTag(ctx, scope, { present, row });
    return;
  }
  if (commit !== to) throw new RefusedRef("a branch names a commit and nothing else");
  const isForced = present !== undefined && !(await isAncestor(scope, present.target, to));
  if (isForced) await requireForce(ctx, scope, ref);
  if (present === undefined && ref !== branchRef(repository.defaultBranch)) {
    await addRef(ctx, trx, {
      repository,
      ref: { name: ref, target: to, commit, isProtected: false },
    });
    return;
  }
  await moveBranchTo(ctx, scope, { ref, present, to, isForced });
}

/** The commit behind an object; null when it is none. */
async function peel({ trx, repository }: Scope, oid: ObjectId): Promise<ObjectId | null> {
  let at = oid;
  for (let depth = 0; depth <= TAG_DEPTH; depth += 1) {
    const [object] = await findObjects(trx, repository.id, { oids: [at] });
    if (object === undefined) throw new RefusedRef("names an object that is not here");
    if (object.type === "commit") return at;
    if (object.type !== "tag" || object.body === null) return null;
    at = parseTag(object.body).object;
  }
  throw new RefusedRef("names too many tags behind each other");
}

async function replaceTag(
  ctx: RequestContext,
  { trx, repository }: Scope,
  { present, row }: { present: RefRow; row: RefRow },
): Promise<void> {
  await removeRef(trx, repository.id, present.name);
  await insertRef(trx, repository.id, row);
  await markLost(trx, repository.id);
  const move = { ref: row.name, before: present.commit, after: row.commit };
  await announceRef(ctx, trx, { repository, ...move });
}

function isAncestor({ trx, repository }: Scope, old: ObjectId, next: ObjectId): Promise<boolean> {
  return reaches(new CommitGraph(trx, repository.id), [next], old);
}

/** History that others build on is rewritten by who manages the repository only. */
async function requireForce(
  ctx: RequestContext,
  { trx, repository }: Scope,
  ref: string,
): Promise<void> {
  if (ref !== branchRef(repository.defaultBranch)) return;
  const { kind, ownerName: owner, name } = repository;
  const found = await findRepository({ ...ctx, db: trx }, { kind, owner, name });
  if ((found?.level ?? 0) >= MANAGE) return;
  throw new RefusedRef("would lose commits of the default branch: fetch and merge first");
}

type BranchAim = { ref: string; present: RefRow | undefined; to: ObjectId; isForced: boolean };

async function moveBranchTo(
  ctx: RequestContext,
  { trx, repository }: Scope,
  { ref, present, to, isForced }: BranchAim,
): Promise<void> {
  const { id } = repository;
  const after = await getCommitRow(trx, id, to);
  const before = present && (await getCommitRow(trx, id, present.target));
  const head = before && { oid: before.oid, tree: before.treeOid, generation: before.generation };
  if (present === undefined) await addFirst(trx, id, { ref, to });
  else await moveRef(trx, id, { name: ref, from: present.target, to });
  if (isForced) await markLost(trx, id);
  const reader = readObjectsOf({ db: trx, store: ctx.store }, id);
  const branch = { repository, ref, head: head ?? null };
  const { changes } = await followBranch(ctx, trx, { branch, after, reader });
  for (const { path, before: was } of changes) if (was === undefined) checkPath(path);
  if (ref !== branchRef(repository.defaultBranch)) return;
  const moved = { before: before?.oid ?? null, head: to, changes, isForced };
  await noteLastCommits(trx, reader, { repositoryId: id, ...moved });
}

async function addFirst(
  trx: DatabaseTransaction,
  repositoryId: number,
  { ref, to }: { ref: string; to: ObjectId },
): Promise<void> {
  const name = shortName(ref);
  const [namesake] = await findRefs(trx, repositoryId, [tagRef(name)]);
  const rival = namesake?.name ?? (await findRefBeside(trx, repositoryId, ref));
  if (rival !== undefined) {
    throw problem("ref-exists", { detail: `${rival} exists and cannot stand beside ${ref}` });
  }
  await insertRef(trx, repositoryId, { name: ref, target: to, commit: to, isProtected: false });
}

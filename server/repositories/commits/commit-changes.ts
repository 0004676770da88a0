import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID, type ObjectId, type Tree } from "../../platform/git/index.ts";
import { readObjectsOf, rememberTrees } from "../objects/object-reader.ts";
import { largeFileRule } from "../reading/large-file-rule.ts";
import { type BranchQuery, lockBranch, readBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { branchRef, writableRef } from "../rules/ref-names.ts";
import { requireWithinQuota } from "../storage/quota.ts";
import { refreshContents } from "../store/contents.ts";
import { insertEdges } from "../store/edges.ts";
import { countIn, markLost, type StorageChange } from "../store/ledger.ts";
import { removePurged } from "../store/purges.ts";
import * as repositories from "../store/repositories.ts";
import { countObjects, insertObjects, insertPack, insertTrees } from "../store/objects.ts";
import { countSweeps } from "../store/sweeps.ts";
import { markCommitted } from "../store/uploads.ts";
import { checkChanges, withGitAttributes } from "./check-changes.ts";
import type { Change, ChangeSet, CommitResult } from "./change.ts";
import { composeCommit } from "./compose-commit.ts";
import { type EditedTree, editTree } from "./edit-tree.ts";
import { resolveSources } from "./resolve-sources.ts";
import { type StagedFiles, stageFiles } from "./stage-files.ts";

/**
 * Adds one commit to a branch, whole or not at all: objects, path index, ref, card and event
 * change in one transaction. Bytes are stored before it, and freed by the collector when it fails.
 *
 * With `expectedHead` a writer who saw an older head is refused. Without it the changes are applied
 * to whatever the head is once the branch is locked: two writers follow each other, none is lost.
 * @throws {Problem} `parent-stale` with `head`, `path-invalid`, `path-conflict`, `entry-not-found`,
 *   `content-unknown`, `size-mismatch`, `file-too-large`, `repository-full`, `too-many-files`,
 *   `quota-exceeded`, `revision-not-found` for a branch that is not there, `storage-full`.
 */
export async function commitChanges(
  ctx: RequestContext,
  repository: Repository,
  changes: ChangeSet,
): Promise<CommitResult> {
  checkChanges(changes.operations, ctx.config.limits);
  // In a transaction every query uses it: a second connection could wait for its locks for ever.
  const scope = { ...ctx, db: changes.trx ?? ctx.db };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await prepareAndCommit(scope, repository, changes);
    } catch (error) {
      if (!(error instanceof SweptMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** A sweep has removed what the commit took for stored: prepared again, the commit brings it. */
class SweptMeanwhile extends Error {
  override name = "SweptMeanwhile";
}

const ATTEMPTS = 5;

async function prepareAndCommit(
  ctx: RequestContext,
  repository: Repository,
  changes: ChangeSet,
): Promise<CommitResult> {
  const query = {
    ref: writableRef(changes.branch),
    expectedHead: changes.expectedHead,
  };
  const [sweeps, { head }] = await Promise.all([
    countSweeps(ctx.db, repository.id),
    readBranch(ctx.db, repository, query),
  ]);
  const operations = withGitAttributes(changes.operations, { isFirst: head === null });
  const puts = operations.filter((change) => change.op === "put");
  const { senderId: namespaceId = repository.namespaceId } = changes;
  const resolved = await resolveSources(ctx, { ...repository, namespaceId }, puts);
  const isLarge = await largeFileRule(ctx, repository, {
    commit: head?.oid ?? null,
    gitAttributes: attributesAmong(puts),
  });
  const staged = await stageFiles(ctx, repository, { puts: resolved, isLarge });
  const uploads = puts.flatMap(({ source }) => ("uploadId" in source ? [source.uploadId] : []));
  const { newTrees, ...result } = await withTransaction(ctx.db, async (trx) => {
    const blobBytes = await writeBlobs(trx, repository, staged);
    await markCommitted(trx, uploads);
    const step = { repository, query, changes, operations, staged, blobBytes, sweeps };
    const { newTrees: trees, ...made } = await advance(ctx, trx, step);
    await changes.andThen?.(trx, made);
    return { ...made, newTrees: trees };
  });
  if (changes.trx === undefined) rememberTrees(ctx.store, repository.id, newTrees);
  return result;
}

/**
 * Blobs come before the branch is locked, so that the lock is held briefly. What a purge has removed
 * comes back under it: whoever purges locks the repository first, as everyone does who locks more.
 */
async function writeBlobs(
  trx: DatabaseTransaction,
  { id }: Repository,
  { inline, pack, revived }: StagedFiles,
): Promise<number> {
  if (revived.length > 0) await repositories.lock(trx, id);
  await removePurged(trx, id, revived);
  const inlineBytes = await insertObjects(trx, id, inline);
  if (pack !== null) await insertPack(trx, id, pack);
  return inlineBytes + (pack?.sizeBytes ?? 0);
}

/** Lets the locked repository name the contents. @returns the ids of those that are new to it. */
async function nameContents(
  trx: DatabaseTransaction,
  { id }: Repository,
  { contents }: StagedFiles,
): Promise<number[]> {
  const wanted = contents.map((content) => content.id);
  const kept = await refreshContents(trx, wanted);
  if (kept.length < wanted.length) {
    throw problem("content-unknown", {
      detail: "A content of this commit has just been deleted",
      hint: "Send the bytes again",
    });
  }
  return insertEdges(trx, id, contents);
}

type Advance = {
  repository: Repository;
  query: BranchQuery;
  changes: ChangeSet;
  operations: readonly Change[];
  staged: StagedFiles;
  /** What the blobs of the commit have added. */
  blobBytes: number;
  /** As they were counted before anything was staged. */
  sweeps: number;
};

async function advance(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, query, changes, operations, staged, blobBytes, sweeps }: Advance,
): Promise<CommitResult & { newTrees: ReadonlyMap<ObjectId, Tree> }> {
  const branch = await lockBranch(trx, repository, query);
  const contentIds = await nameContents(trx, repository, staged);
  const written: StorageChange = { contentIds, gitBytes: blobBytes };
  await requireUnswept(trx, repository, { sweeps, staged });
  const reader = readObjectsOf({ db: trx, store: ctx.store }, repository.id);
  const root = branch.head?.tree ?? EMPTY_TREE_ID;
  const { files } = staged;
  const isIndexed = query.ref === branchRef(branch.repository.defaultBranch);
  const edited = await editTree(reader, { root, changes: operations, files, isIndexed });
  const isNew = branch.head === null || edited.root !== root;
  const isWritten = written.gitBytes > 0 || written.contentIds.length > 0;
  if (isWritten && !namesAll(edited, staged)) await markLost(trx, repository.id);
  if (!isNew) {
    await countIn(trx, branch.repository, written);
    return { commit: branch.head?.oid ?? "", isNew, newTrees: new Map() };
  }
  const treeBytes = await insertTrees(trx, repository.id, [...edited.newTrees.values()]);
  const parents = branch.head === null ? [] : [branch.head];
  const { title, description } = changes;
  const commit = composeCommit(ctx, { title, description, tree: edited.root, parents });
  const known = { trees: edited.newTrees, blobs: staged.blobs };
  const moved = await moveBranch(ctx, trx, {
    branch,
    commit,
    known,
    differences: edited.changedPaths,
    movedFolder: edited.movedFolder,
  });
  const gitBytes = written.gitBytes + treeBytes + moved.gitBytes;
  const usage = await countIn(trx, branch.repository, { ...written, gitBytes });
  if (files.size > 0) requireWithinQuota(ctx, branch.repository, usage);
  return { commit: commit.row.oid, isNew, newTrees: edited.newTrees };
}

/** Blobs that were there when the commit was prepared must still be there once nobody sweeps. */
async function requireUnswept(
  trx: DatabaseTransaction,
  { id }: Repository,
  { sweeps, staged }: { sweeps: number; staged: StagedFiles },
): Promise<void> {
  if ((await countSweeps(trx, id)) === sweeps) return;
  const wanted = [...staged.blobs.keys()];
  if ((await countObjects(trx, id, wanted)) < wanted.length) throw new SweptMeanwhile();
}

/** Whether the tree names all that was staged: a later change of the commit may undo a put. */
function namesAll({ changedPaths }: EditedTree, { blobs }: StagedFiles): boolean {
  const named = new Set(changedPaths.flatMap(({ after }) => (after ? [after.oid] : [])));
  return [...blobs.keys()].every((oid) => named.has(oid));
}

/** The rules that come with the commit hold for it. */
function attributesAmong(puts: readonly Extract<Change, { op: "put" }>[]): string | undefined {
  const source = puts.findLast(({ path }) => path === ".gitattributes")?.source;
  return source !== undefined && "bytes" in source
    ? Buffer.from(source.bytes).toString("utf8")
    : undefined;
}

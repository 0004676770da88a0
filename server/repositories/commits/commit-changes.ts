import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { EMPTY_TREE_ID } from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { largeFileRule } from "../reading/large-file-rule.ts";
import { type BranchQuery, lockBranch, readBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import type { Repository } from "../repository.ts";
import { branchRef } from "../rules/ref-names.ts";
import { insertEdges, refreshContents } from "../store/contents.ts";
import { insertObjects, insertPack } from "../store/objects.ts";
import { markCommitted } from "../store/uploads.ts";
import { checkChanges, withGitAttributes } from "./check-changes.ts";
import type { Change, ChangeSet, CommitResult } from "./change.ts";
import { composeCommit } from "./compose-commit.ts";
import { editTree } from "./edit-tree.ts";
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
 *   `revision-not-found` for a branch that is not there, `storage-full`.
 */
export async function commitChanges(
  ctx: RequestContext,
  repository: Repository,
  changes: ChangeSet,
): Promise<CommitResult> {
  checkChanges(changes.operations, ctx.config.limits);
  // In a transaction every query uses it: a second connection could wait for its locks for ever.
  const scope = { ...ctx, db: changes.trx ?? ctx.db };
  const query = {
    ref: branchRef(changes.branch.replace(/^refs\/heads\//, "")),
    expectedHead: changes.expectedHead,
  };
  const { head } = await readBranch(scope.db, repository, query);
  const operations = withGitAttributes(changes.operations, { isFirst: head === null });
  const puts = operations.filter((change) => change.op === "put");
  const resolved = await resolveSources(scope, repository, puts);
  const isLarge = await largeFileRule(scope, repository, {
    commit: head?.oid ?? null,
    gitAttributes: attributesAmong(puts),
  });
  const staged = await stageFiles(scope, repository, { puts: resolved, isLarge });
  const uploads = puts.flatMap(({ source }) => ("uploadId" in source ? [source.uploadId] : []));
  return withTransaction(scope.db, async (trx) => {
    await writeFiles(trx, repository, staged);
    await markCommitted(trx, uploads);
    return advance(scope, trx, { repository, query, changes, operations, staged });
  });
}

/** Blobs and edges come before the branch is locked, so that the lock is held briefly. */
async function writeFiles(
  trx: DatabaseTransaction,
  { id }: Repository,
  { inline, pack, contentIds }: StagedFiles,
): Promise<void> {
  const kept = await refreshContents(trx, contentIds);
  if (kept.length < contentIds.length) {
    throw problem("content-unknown", {
      detail: "A content of this commit has just been deleted",
      hint: "Send the bytes again",
    });
  }
  await insertEdges(trx, id, contentIds);
  await insertObjects(trx, id, inline);
  if (pack !== null) await insertPack(trx, id, pack);
}

type Advance = {
  repository: Repository;
  query: BranchQuery;
  changes: ChangeSet;
  operations: readonly Change[];
  staged: StagedFiles;
};

async function advance(
  ctx: RequestContext,
  trx: DatabaseTransaction,
  { repository, query, changes, operations, staged }: Advance,
): Promise<CommitResult> {
  const branch = await lockBranch(trx, repository, query);
  const { readTrees } = readObjectsOf({ db: trx, store: ctx.store }, repository.id);
  const root = branch.head?.tree ?? EMPTY_TREE_ID;
  const { files } = staged;
  const edited = await editTree(readTrees, { root, changes: operations, files });
  if (branch.head !== null && edited.root === root) {
    return { commit: branch.head.oid, isNew: false };
  }
  const trees = [...edited.newTrees].map(([oid, body]) => ({ oid, type: "tree" as const, body }));
  await insertObjects(trx, repository.id, trees);
  const parents = branch.head === null ? [] : [branch.head];
  const { title, description } = changes;
  const commit = composeCommit(ctx, { title, description, tree: edited.root, parents });
  const known = { trees: edited.newTrees, blobs: staged.blobs };
  await moveBranch(ctx, trx, { branch, commit, known, differences: edited.changedPaths });
  return { commit: commit.row.oid, isNew: true };
}

/** The rules that come with the commit hold for it. */
function attributesAmong(puts: readonly Extract<Change, { op: "put" }>[]): string | undefined {
  const source = puts.findLast(({ path }) => path === ".gitattributes")?.source;
  return source !== undefined && "bytes" in source
    ? Buffer.from(source.bytes).toString("utf8")
    : undefined;
}

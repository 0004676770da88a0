import { notify } from "../../accounts/index.ts";
import { importsPage } from "../bucket-transfers/fail-transfer.ts";
import { openTransferBucket, bucketSource } from "./open-source.ts";
import { setTotals } from "../bucket-transfers/store/runs.ts";
import { finishRun, type TransferRun } from "../bucket-transfers/transfer-run.ts";
import type { Change } from "../commits/change.ts";
import { commitChanges } from "../commits/commit-changes.ts";
import { findUsableContents } from "../contents/may-use-content.ts";
import { requireRightAgain } from "../require-right-again.ts";
import type { Repository } from "../repository.ts";
import { checkFileSize, checkRepositorySize, fileLimit } from "../rules/limits.ts";
import { checkQuota } from "../storage/quota.ts";
import { copyFiles } from "./copy-files.ts";
import type { ImportSource } from "./import-source.ts";
import {
  fileChanged,
  listSource,
  requireExpected,
  requireUnchanged,
  type SourceListing,
} from "./list-source.ts";
import { forgetContents, type ImportFile, listFiles, removeFiles, replaceFiles } from "./store.ts";

/**
 * PUB-12: lists the source, brings its bytes, lists it again, and makes one commit of all of it. The
 * commit and the end of the import are one transaction: a run that was cancelled, or that another
 * has taken over, commits nothing.
 * @throws {Problem} `source-empty`, `source-too-large`, `source-names-invalid`, `source-changed`,
 *   `source-not-expected`;
 *   limits, quota and rights of the repository; what the bucket refuses.
 */
export async function runImport(run: TransferRun): Promise<void> {
  const bucket = await openTransferBucket(run.ctx, run.row);
  const source = bucketSource(bucket, run.row.bucketPath);
  try {
    const repository = await requireWritable(run);
    const listing = await listOnce(run, source);
    await requireFit(run, repository, listing);
    await setTotals(run.ctx.db, run.key, { ...listing, files: listing.files.length });
    await copyFiles({ run, repository, source }, await filesToGoOnWith(run, repository));
    const { limits } = run.ctx.config;
    requireUnchanged(listing, await listSource(source, { limits, signal: run.signal }));
    await commitFiles(run);
  } finally {
    source.close();
  }
}

function requireWritable({ ctx, row }: TransferRun): Promise<Repository> {
  // A repository that was deleted has no id any more: nobody finds number 0.
  return requireRightAgain(ctx, row.repositoryId ?? 0, "write");
}

/** A run that goes on holds the source to what it was when the first one began. */
async function listOnce(
  { ctx, row, signal }: TransferRun,
  source: ImportSource,
): Promise<SourceListing> {
  const { limits } = ctx.config;
  const listing = await listSource(source, { limits, signal });
  if (row.expected !== null) requireExpected(row.expected, listing);
  if (row.totalFiles === null) {
    await replaceFiles(ctx.db, row.id, listing.files);
  } else {
    const files = await listFiles(ctx.db, row.id);
    const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
    requireUnchanged({ files, sizeBytes }, listing);
  }
  return listing;
}

/** REP-4, before the first byte. */
async function requireFit(
  { ctx, row }: TransferRun,
  repository: Repository,
  { files, sizeBytes }: SourceListing,
): Promise<void> {
  const limit = fileLimit(ctx.config.limits, ctx.viewer);
  for (const file of files) checkFileSize({ ...file, path: pathOf(row, file) }, limit);
  checkRepositorySize(repository.sizeBytes + sizeBytes, ctx.config.limits);
  await checkQuota(ctx, repository, sizeBytes);
}

/** What came long ago may be freed by now: then it comes again. */
async function filesToGoOnWith(
  { ctx, row, progress }: TransferRun,
  repository: Repository,
): Promise<ImportFile[]> {
  const known = await listFiles(ctx.db, row.id);
  const hashes = [...new Set(known.flatMap(({ sha256 }) => sha256 ?? []))];
  const usable = await findUsableContents(ctx, repository, hashes);
  const gone = hashes.filter((sha256) => !usable.has(sha256));
  if (gone.length > 0) await forgetContents(ctx.db, row.id, gone);
  const files = gone.length > 0 ? await listFiles(ctx.db, row.id) : known;
  const here = files.filter(({ sha256, sizeBytes }) => sha256 !== null || sizeBytes === 0);
  progress.doneFiles = here.length;
  progress.doneBytes = here.reduce((sum, file) => sum + file.sizeBytes, 0);
  return files;
}

async function commitFiles(run: TransferRun): Promise<void> {
  const { ctx, row } = run;
  const files = await listFiles(ctx.db, row.id);
  run.signal.throwIfAborted();
  // Whoever may no longer write by now commits nothing.
  const repository = await requireWritable(run);
  await commitChanges(ctx, repository, {
    branch: row.revision,
    title: row.title,
    operations: files.map((file) => ({
      op: "put",
      path: pathOf(row, file),
      source: sourceOf(file),
    })),
    andThen: async (trx, { commit }) => {
      await removeFiles(trx, row.id);
      await finishRun(trx, run, commit);
      await notify(trx, {
        to: [row.accountId],
        kind: "import-finished",
        params: { asset: row.repositoryName, source: `${row.bucket}/${row.bucketPath}` },
        path: importsPage(row),
      });
    },
  });
}

function sourceOf({ path, sha256, startsAt, sizeBytes }: ImportFile): PutSource {
  if (sizeBytes === 0) return { bytes: new Uint8Array() };
  if (sha256 === null) throw fileChanged(path);
  if (startsAt === null) return { sha256, sizeBytes };
  return { sha256, range: { start: startsAt, end: startsAt + sizeBytes } };
}

type PutSource = Extract<Change, { op: "put" }>["source"];

function pathOf({ folder }: { folder: string }, { path }: { path: string }): string {
  return folder === "" ? path : `${folder}/${path}`;
}

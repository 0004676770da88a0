import type { Context } from "../../context.ts";
import {
  diffTrees,
  type FileMode,
  type ObjectId,
  parsePointer,
  type PathDifference,
  POINTER_LIMIT_BYTES,
} from "../../platform/git/index.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { findObjects } from "../store/objects.ts";
import { findPurgedContents } from "../store/purges.ts";
import { describeScans } from "./describe-scans.ts";
import { foldFindings, noFindings, type ScanFindings } from "./fold-findings.ts";

const BATCH = 2000;
/** So many of each are told: the rest would be no help. */
const TOLD = 1000;
const SUBMODULE = "160000";

type CommitFindings = ScanFindings & {
  /** Files whose bytes are gone for good. */
  purged: string[];
};

/**
 * What the scan of all files of one commit means, wherever that commit lies. It walks the tree in
 * batches, so that memory does not grow with it. The caller has checked who asks.
 * @throws {Problem} `revision-not-found` when the repository has no such commit.
 */
export async function findCommitFindings(
  ctx: Pick<Context, "db" | "store">,
  repositoryId: number,
  commit: ObjectId,
): Promise<CommitFindings> {
  const reader = readObjectsOf(ctx, repositoryId);
  const trees = { before: undefined, after: await reader.treeOf(commit) };
  const found: CommitFindings = { ...noFindings(), purged: [] };
  let files: File[] = [];
  for await (const difference of diffTrees(reader, trees)) {
    files.push(...fileOf(difference));
    if (files.length < BATCH) continue;
    await foldFiles(ctx, repositoryId, { files, found });
    files = [];
  }
  await foldFiles(ctx, repositoryId, { files, found });
  return found;
}

type File = { path: string; oid: ObjectId; mode: FileMode };

function fileOf({ path, after }: PathDifference): File[] {
  if (after === undefined || after.mode === SUBMODULE) return [];
  return [{ path, oid: after.oid, mode: after.mode }];
}

type Batch = { files: readonly File[]; found: CommitFindings };

async function foldFiles(
  ctx: Pick<Context, "db" | "store">,
  id: number,
  { files, found }: Batch,
): Promise<void> {
  const { purged, entries } = await describeFiles(ctx, id, files);
  const scans = await describeScans(ctx, { id }, entries);
  for (const { path } of files) {
    if (purged.has(path)) {
      if (found.purged.length < TOLD) found.purged.push(path);
      continue;
    }
    const scan = scans.get(path);
    if (scan === undefined || scan.state === "queued" || scan.state === "scanning") {
      found.waiting += 1;
    } else if (toldOf(found) < TOLD) foldFindings(found, { path, ...scan });
  }
}

function toldOf({ infected, dangerous, suspicious, secrets, failed }: ScanFindings): number {
  return infected.length + dangerous.length + suspicious.length + secrets.length + failed.length;
}

async function describeFiles(
  { db }: Pick<Context, "db">,
  repositoryId: number,
  files: readonly File[],
) {
  const objects = await findObjects(db, repositoryId, {
    oids: [...new Set(files.map(({ oid }) => oid))],
    bodyLimitBytes: POINTER_LIMIT_BYTES,
  });
  const blobs = new Map(objects.map((object) => [object.oid, object]));
  const entries = files.map((file) => {
    const body = blobs.get(file.oid)?.body ?? null;
    const sha256 = body === null ? null : (parsePointer(body)?.sha256 ?? null);
    return { ...file, type: "file" as const, sha256 };
  });
  const sha256s = entries.flatMap(({ sha256 }) => sha256 ?? []);
  const gone = new Set(await findPurgedContents(db, repositoryId, sha256s));
  const purged = entries.filter(
    ({ oid, sha256 }) => blobs.get(oid)?.isPurged === true || (sha256 !== null && gone.has(sha256)),
  );
  return { entries, purged: new Set(purged.map(({ path }) => path)) };
}

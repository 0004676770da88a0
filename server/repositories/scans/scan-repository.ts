import type { Context } from "../../context.ts";
import { readContent } from "../contents/read-content.ts";
import { readBlob } from "../objects/read-file-at.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { findStoredByIds } from "../store/contents.ts";
import { InspectionCrash, InspectionTimeout, type Readable } from "./inspector.ts";
import { ATTEMPTS } from "./limits.ts";
import { type Scanned, scanFile } from "./scan-file.ts";
import * as queue from "./store/queue.ts";

type ScanContext = Pick<Context, "config" | "db" | "store" | "log">;

/**
 * Scans the files of a repository that wait for it, one after the other. A file that another
 * process has taken is left to it; one that ended the scan too often is given up.
 * @returns how many were scanned.
 */
export async function scanRepository(
  ctx: ScanContext,
  repositoryId: number,
  signal?: AbortSignal,
): Promise<number> {
  let scanned = 0;
  while (signal?.aborted !== true) {
    const batch = await queue.claimScans(ctx.db, repositoryId);
    if (batch.length === 0) break;
    await scanBatch(ctx, { batch, repositoryId, signal });
    scanned += batch.length;
  }
  return scanned;
}

type Batch = {
  batch: readonly queue.DueScan[];
  repositoryId: number;
  signal: AbortSignal | undefined;
};

async function scanBatch(ctx: ScanContext, { batch, repositoryId, signal }: Batch): Promise<void> {
  const open = await openBatch(ctx, repositoryId, batch);
  const done: queue.DoneScan[] = [];
  const left = new Set(batch.map(({ id }) => id));
  for (const due of batch) {
    if (signal?.aborted === true) break;
    const scanned = await scanDue(ctx, { due, file: open(due), signal });
    if (scanned === "interrupted") break;
    left.delete(due.id);
    if (scanned !== undefined) done.push({ id: due.id, ...scanned });
  }
  await queue.recordScans(ctx.db, done);
  await queue.releaseScans(ctx.db, [...left]);
}

type Turn = { due: queue.DueScan; file: Readable | undefined; signal: AbortSignal | undefined };

/** Undefined when nothing is left to record. */
async function scanDue(
  ctx: ScanContext,
  { due, file, signal }: Turn,
): Promise<Scanned | "interrupted" | undefined> {
  if (due.attempts > ATTEMPTS) {
    await queue.recordFailure(ctx.db, due, "crashed");
    return undefined;
  }
  if (file === undefined) {
    await queue.removeScan(ctx.db, due.id);
    return undefined;
  }
  try {
    return await scanFile(ctx, file, signal);
  } catch (error) {
    if (signal?.aborted === true) return "interrupted";
    ctx.log.warn({ err: error, scan: due.id }, "a file could not be scanned");
    await queue.recordFailure(ctx.db, due, failureOf(error));
    return undefined;
  }
}

function failureOf(error: unknown) {
  if (error instanceof InspectionTimeout) return "took-too-long";
  return error instanceof InspectionCrash ? "crashed" : "unreadable";
}

/** Finds the bytes of many files at once; undefined for those that have gone meanwhile. */
async function openBatch(
  ctx: ScanContext,
  repositoryId: number,
  batch: readonly queue.DueScan[],
): Promise<(due: queue.DueScan) => Readable | undefined> {
  const oids = batch.flatMap(({ oid }) => oid ?? []);
  const blobs = await readObjectsOf(ctx, repositoryId).findBlobs(oids);
  const ids = batch.flatMap(({ contentId }) => contentId ?? []);
  const contents = new Map(
    (await findStoredByIds(ctx.db, ids)).map((content) => [content.id, content]),
  );
  return ({ oid, contentId }) => {
    const blob = oid === null ? undefined : blobs.get(oid);
    if (blob !== undefined && !blob.isPurged) {
      return { sizeBytes: blob.sizeBytes, read: (range) => readBlob(ctx, blob, { range }) };
    }
    const content = contentId === null ? undefined : contents.get(contentId);
    if (content === undefined) return undefined;
    return { sizeBytes: content.sizeBytes, read: (range) => readContent(ctx, content, { range }) };
  };
}

import type { Context } from "../../context.ts";
import { readContent } from "../contents/read-content.ts";
import { readBlob } from "../objects/read-file-at.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { findStoredByIds } from "../store/contents.ts";
import { InspectionCrash, InspectionTimeout, type Readable } from "./inspector.ts";
import { ATTEMPTS } from "./limits.ts";
import { scanFile } from "./scan-file.ts";
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
    const due = await queue.claimScan(ctx.db, repositoryId);
    if (due === undefined) break;
    await scanDue(ctx, { due, repositoryId, signal });
    scanned += 1;
  }
  return scanned;
}

type Turn = { due: queue.DueScan; repositoryId: number; signal: AbortSignal | undefined };

async function scanDue(ctx: ScanContext, turn: Turn): Promise<void> {
  const { due, signal } = turn;
  if (due.attempts > ATTEMPTS) return queue.recordFailure(ctx.db, due, "crashed");
  const file = await openDue(ctx, turn);
  if (file === undefined) return queue.removeScan(ctx.db, due.id);
  try {
    await queue.recordScan(ctx.db, due.id, await scanFile(ctx, file, signal));
  } catch (error) {
    if (signal?.aborted === true) return queue.releaseScan(ctx.db, due.id);
    ctx.log.warn({ err: error, scan: due.id }, "a file could not be scanned");
    await queue.recordFailure(ctx.db, due, failureOf(error));
  }
}

function failureOf(error: unknown) {
  if (error instanceof InspectionTimeout) return "took-too-long";
  return error instanceof InspectionCrash ? "crashed" : "unreadable";
}

/** Undefined when the bytes have gone meanwhile. */
async function openDue(
  ctx: ScanContext,
  { due, repositoryId }: Turn,
): Promise<Readable | undefined> {
  if (due.oid !== null) {
    const blob = await readObjectsOf(ctx, repositoryId).findBlob(due.oid);
    if (blob === undefined || blob.isPurged) return undefined;
    return { sizeBytes: blob.sizeBytes, read: (range) => readBlob(ctx, blob, { range }) };
  }
  const [content] = due.contentId === null ? [] : await findStoredByIds(ctx.db, [due.contentId]);
  if (content === undefined) return undefined;
  return { sizeBytes: content.sizeBytes, read: (range) => readContent(ctx, content, { range }) };
}

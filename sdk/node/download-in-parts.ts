import { createHash } from "node:crypto";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { ByteRange } from "#contract/repositories/repository.ts";
import { countBytes, splitRanges } from "../byte-ranges.ts";
import { inParallel } from "../in-parallel.ts";
import { readContent } from "../read-content.ts";
import { expectedHash, hashContent } from "./content-hash.ts";
import type { DownloadFileOptions } from "./download-options.ts";
import { lockFile } from "./file-lock.ts";
import { STATE_FOLDER } from "./local-path.ts";
import { refuseWithoutSpace, wrongHash } from "./local-problem.ts";
import { discardPart, openPart, type PartFile, type PartPaths } from "./part-file.ts";
import { isInPlace, writeReceipt } from "./receipts.ts";

const PIECE_BYTES = 16 * 1024 * 1024;
const BATCH_BYTES = 1024 * 1024;

/** Downloads a large file by ranges into a part that outlives this process, then puts it in place. */
export async function downloadInParts(options: DownloadFileOptions, target: string): Promise<void> {
  const { root, file, signal, onProgress } = options;
  const paths = partPaths(options);
  const lock = await lockFile(`${paths.part}.lock`, {
    signal,
    onWaiting: () => onProgress?.({ type: "waiting" }),
  });
  try {
    // Another process may have finished it while this one waited.
    if (await isInPlace({ root, target, file, signal })) return;
    await receiveIntact(options, paths);
    await rename(paths.part, target);
    await discardPart(paths);
    await writeReceipt({ root, target, file });
  } finally {
    await lock.release();
  }
}

/** Named by path and content: what belongs to another version is never gone on with. */
function partPaths({ root, file }: DownloadFileOptions): PartPaths {
  const key = createHash("sha256")
    .update(`${file.path}\0${expectedHash(file)}`)
    .digest("hex");
  const base = join(root, STATE_FOLDER, key.slice(0, 32));
  return { part: `${base}.part`, journal: `${base}.received` };
}

async function receiveIntact(options: DownloadFileOptions, paths: PartPaths): Promise<void> {
  const { isResumed } = await receive(options, paths);
  if (await isIntact(options, paths)) return;
  await discardPart(paths);
  // Bytes of an earlier attempt may have been damaged, by a power cut say: once more from the start.
  if (isResumed) await receive(options, paths);
  if (isResumed && (await isIntact(options, paths))) return;
  await discardPart(paths);
  throw wrongHash(options.file.path);
}

async function isIntact(options: DownloadFileOptions, { part }: PartPaths): Promise<boolean> {
  const { file, signal, onProgress } = options;
  onProgress?.({ type: "verifying" });
  return (await hashContent(file, { path: part, signal })) === expectedHash(file);
}

async function receive(options: DownloadFileOptions, paths: PartPaths): Promise<PartFile> {
  const { file, root, signal, onProgress, parallelParts = 4 } = options;
  const part = await openPart(paths, file.sizeBytes);
  try {
    const missingBytes = countBytes(part.missing);
    await refuseWithoutSpace(root, missingBytes);
    let receivedBytes = file.sizeBytes - missingBytes;
    const count = (bytes: number) => {
      receivedBytes += bytes;
      onProgress?.({ type: "received", receivedBytes, sizeBytes: file.sizeBytes });
    };
    count(0);
    const pieces = splitRanges(part.missing, PIECE_BYTES);
    await inParallel(pieces, { limit: parallelParts, signal }, (piece, signal) =>
      receivePiece({ ...options, signal }, { part, piece, count }),
    );
    await part.sync();
    return part;
  } finally {
    await part.close();
  }
}

type Receiving = { part: PartFile; piece: ByteRange; count: (bytes: number) => void };

async function receivePiece(
  options: DownloadFileOptions,
  { part, piece, count }: Receiving,
): Promise<void> {
  const { client, address, commit, file, signal, retry, onProgress } = options;
  let position = piece.start;
  const content = readContent({
    client,
    address,
    revision: commit,
    isDownload: true,
    path: file.path,
    ...piece,
    signal,
    retry,
    onRetry: (retrying) => onProgress?.({ type: "retrying", ...retrying }),
  });
  try {
    for await (const batch of inBatches(content)) {
      await part.write(batch.chunks, position);
      position += batch.sizeBytes;
      count(batch.sizeBytes);
    }
  } finally {
    // Also when it was cut: this is what the next attempt need not ask for.
    await part.note({ start: piece.start, end: position });
  }
}

type Batch = { chunks: Uint8Array[]; sizeBytes: number };

/** Fewer, larger writes. What came before a failure is handed on, too. */
async function* inBatches(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Batch, void, undefined> {
  let batch: Batch = { chunks: [], sizeBytes: 0 };
  const source = content[Symbol.asyncIterator]();
  let failure: { error: unknown } | undefined;
  for (;;) {
    const next = await source.next().catch((error: unknown) => {
      failure = { error };
    });
    const isOver = next === undefined || next.done === true;
    if (!isOver) {
      batch.chunks.push(next.value);
      batch.sizeBytes += next.value.byteLength;
    }
    if (batch.sizeBytes > 0 && (isOver || batch.sizeBytes >= BATCH_BYTES)) {
      yield batch;
      batch = { chunks: [], sizeBytes: 0 };
    }
    if (isOver) break;
  }
  if (failure !== undefined) throw failure.error;
}

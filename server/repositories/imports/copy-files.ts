import { isProblem } from "#contract/problems.ts";
import type { TransferRun } from "../bucket-transfers/transfer-run.ts";
import { inParallel } from "../contents/in-parallel.ts";
import { storeBytes } from "../contents/store-bytes.ts";
import { storeContent } from "../contents/store-content.ts";
import type { Repository } from "../repository.ts";
import { type ImportSource, SourceChangedError, type SourceFile } from "./import-source.ts";
import { fileChanged } from "./list-source.ts";
import { type ImportFile, recordFiles } from "./store.ts";

/** Smaller files are stored together: twenty thousand of them must not be as many writes. */
const SMALL_BYTES = 1024 * 1024;
/** Together, and so in memory at a time. */
const BUNDLE_BYTES = 8 * 1024 * 1024;
const BUNDLE_FILES = 1000;
const SMALL_AT_ONCE = 16;
const LARGE_AT_ONCE = 3;

type Copying = { run: TransferRun; repository: Repository; source: ImportSource };

/**
 * Brings the bytes of all files that are not here yet, and notes each as it comes, so that whoever
 * goes on need not begin again. Memory is constant whatever the files claim.
 * @throws {Problem} `source-changed`, and as `storeContent`.
 */
export async function copyFiles(copying: Copying, files: readonly ImportFile[]): Promise<void> {
  const missing = files.filter(({ sha256, sizeBytes }) => sha256 === null && sizeBytes > 0);
  try {
    const small = missing.filter(({ sizeBytes }) => sizeBytes < SMALL_BYTES);
    for (const bundle of bundlesOf(small)) await copyBundle(copying, bundle);
    const large = missing.filter(({ sizeBytes }) => sizeBytes >= SMALL_BYTES);
    await inParallel(large, LARGE_AT_ONCE, (file) => copyLarge(copying, file));
  } catch (error) {
    if (!(error instanceof SourceChangedError)) throw error;
    throw fileChanged(error.message);
  }
}

async function copyLarge({ run, repository, source }: Copying, file: ImportFile): Promise<void> {
  const { sizeBytes, path } = file;
  const bytes = counted(source.read(file, run.signal), run.progress);
  const upload = { source: bytes, sizeBytes, signal: run.signal };
  const { sha256 } = await storeContent(run.ctx, repository, upload).catch((error: unknown) => {
    throw isProblem(error, "size-mismatch")
      ? new SourceChangedError(path, { cause: error })
      : error;
  });
  await recordFiles(run.ctx.db, run.row.id, { sha256, files: [{ path, startsAt: null }] });
  run.progress.doneFiles += 1;
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  progress: TransferRun["progress"],
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    progress.doneBytes += chunk.byteLength;
    yield chunk;
  }
}

async function copyBundle(
  { run, repository, source }: Copying,
  bundle: readonly ImportFile[],
): Promise<void> {
  const read = new Map<string, Buffer>();
  await inParallel(bundle, SMALL_AT_ONCE, async (file) => {
    read.set(file.path, await readSmall(source, file, run.signal));
  });
  const bytes = Buffer.concat(bundle.map(({ path }) => read.get(path) ?? Buffer.alloc(0)));
  const [content] = await storeBytes(run.ctx, repository, [bytes]);
  if (content === undefined) throw new Error("bytes that were stored are not there");
  let position = 0;
  const files = bundle.map(({ path, sizeBytes }) => {
    const startsAt = position;
    position += sizeBytes;
    return { path, startsAt };
  });
  await recordFiles(run.ctx.db, run.row.id, { sha256: content.sha256, files });
  run.progress.doneFiles += bundle.length;
  run.progress.doneBytes += bytes.byteLength;
}

/** @throws {SourceChangedError} also when it has not the size it was listed with. */
async function readSmall(
  source: ImportSource,
  file: SourceFile,
  signal: AbortSignal,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source.read(file, signal)) {
    chunks.push(chunk);
    sizeBytes += chunk.byteLength;
    // A server may send what it likes.
    if (sizeBytes > file.sizeBytes) break;
  }
  if (sizeBytes !== file.sizeBytes) throw new SourceChangedError(file.path);
  return Buffer.concat(chunks);
}

function* bundlesOf(files: readonly ImportFile[]): Generator<ImportFile[], void, undefined> {
  let bundle: ImportFile[] = [];
  let sizeBytes = 0;
  for (const file of files) {
    if (bundle.length === BUNDLE_FILES || sizeBytes + file.sizeBytes > BUNDLE_BYTES) {
      yield bundle;
      bundle = [];
      sizeBytes = 0;
    }
    bundle.push(file);
    sizeBytes += file.sizeBytes;
  }
  if (bundle.length > 0) yield bundle;
}

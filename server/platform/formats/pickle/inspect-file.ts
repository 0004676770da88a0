import type { RandomAccess } from "../random-access.ts";
import { sliceOf } from "../slice-of.ts";
import { type Packing, UnpackError, unpackStream } from "../unpack-stream.ts";
import { type ByteStream, streamOf, streamOfChunks } from "./byte-window.ts";
import { containerOf, SIGNATURE_BYTES } from "../file-signature.ts";
import { inspectTar } from "./inspect-tar.ts";
import { inspectZip } from "./inspect-zip.ts";
import {
  Inspection,
  InspectionLimitError,
  type InspectionLimits,
  type Part,
  type Visitor,
} from "./inspection.ts";
import { findObjectArray } from "./npy-header.ts";
import { scanPickle } from "./scan-pickle.ts";

/**
 * Looks for pickles in a file by its content, whatever its name: at its beginning, behind the header
 * of a NumPy array of objects, in zip archives (of `torch.save`, TorchScript, `.npz`) also with
 * other bytes in front of them, in tar archives, behind gzip, zlib and zstd, and in each other.
 */
export async function inspectFile(
  file: RandomAccess,
  limits: InspectionLimits,
): Promise<Inspection> {
  const inspection = new Inspection(limits);
  await inspectPart(file, { inspection, place: "", depth: 0, visit });
  return inspection;
}

const visit: Visitor = { file: inspectPart, stream: inspectStream };

/** Looks into a file, or into a part of one that can be read like one. */
async function inspectPart(file: RandomAccess, part: Part): Promise<void> {
  const { inspection, place, depth } = part;
  if (depth > inspection.limits.depth) return inspection.note("archive-too-deep", place);
  const head = await file.read(0, SIGNATURE_BYTES);
  const container = containerOf(head);
  switch (container) {
    case "npy":
      return inspectArray(file, part);
    case "gzip":
    case "zlib":
    case "zstd":
      return inspectPacked(file, part, container);
    case "7z":
    case "rar":
    case "bzip2":
    case "xz":
    case "lzma":
    case "lz4":
      inspection.notOpened(container);
      break;
    case "tar":
      // A pickle may have the signature in the middle of a text.
      await inspectTar(file, part);
      break;
    case "zip":
    case undefined:
      break;
  }
  // An unpickler begins at the first byte, a reader of archives at the last: both are looked at. The
  // signature of a zip is an opcode that needs a loader of its own, and none takes such a file.
  if (container !== "zip") {
    await inspectPickle(
      () => streamOf(file),
      part,
      (range) => sliceOf(file, range),
    );
  }
  if (container === "zip" || depth === 0) await inspectZip(file, part, container === "zip");
}

async function inspectPickle(
  open: () => ByteStream,
  part: Part,
  slice: ((range: { start: number; end: number }) => RandomAccess) | undefined,
): Promise<void> {
  const { inspection, place, depth } = part;
  const scan = await scanPickle(open, { instructions: inspection.limits.instructions });
  if (scan === undefined) return;
  inspection.addPickle(scan, place);
  for (const range of scan.nested) {
    if (slice === undefined) inspection.note("unknown-bytes", place);
    else await inspectPart(slice(range), { ...part, depth: depth + 1 });
  }
}

async function inspectArray(file: RandomAccess, part: Part): Promise<void> {
  const start = await findObjectArray(file);
  if (start === undefined) return;
  const rest = sliceOf(file, { start, end: file.sizeBytes });
  await inspectPickle(
    () => streamOf(rest),
    part,
    (range) => sliceOf(rest, range),
  );
}

/** As joblib compresses its files, and as people compress pickles. */
async function inspectPacked(file: RandomAccess, part: Part, packing: Packing): Promise<void> {
  await inspectStream(() => part.inspection.count(unpackStream(chunksOf(file), packing)), part);
}

/**
 * Looks into bytes that only come in order. What they hold is read into memory where that needs
 * jumps and the size allows it.
 */
async function inspectStream(
  open: () => AsyncIterable<Buffer>,
  part: Part,
  sizeBytes?: number,
): Promise<void> {
  const { inspection, place } = part;
  try {
    const head = await readHead(open(), SIGNATURE_BYTES);
    if (containerOf(head) === undefined) {
      return await inspectPickle(() => streamOfChunks(open()), part, undefined);
    }
    if (sizeBytes !== undefined && sizeBytes > inspection.limits.heldBytes) {
      return inspection.note("archive-too-large", place);
    }
    const bytes = await readHead(open(), inspection.limits.heldBytes + 1);
    if (bytes.length > inspection.limits.heldBytes) {
      return inspection.note("archive-too-large", place);
    }
    await inspectPart(inMemory(bytes), { ...part, depth: part.depth + 1 });
  } catch (error) {
    if (error instanceof InspectionLimitError) return inspection.note("archive-too-large", place);
    if (error instanceof UnpackError) return inspection.note("archive-broken", place);
    throw error;
  }
}

/** The first bytes of a stream, which is then closed. */
async function readHead(chunks: AsyncIterable<Buffer>, bytes: number): Promise<Buffer> {
  const read: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(read).subarray(0, bytes);
}

function inMemory(bytes: Buffer): RandomAccess {
  return {
    sizeBytes: bytes.length,
    bytesRead: 0,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
}

async function* chunksOf(file: RandomAccess): AsyncGenerator<Buffer> {
  const stream = streamOf(file);
  for (let chunk = await stream.next(); chunk !== null; chunk = await stream.next()) yield chunk;
}

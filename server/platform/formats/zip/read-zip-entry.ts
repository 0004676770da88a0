import { createInflateRaw } from "node:zlib";
import { Readable } from "node:stream";
import type { RandomAccess } from "../random-access.ts";
import type { ZipEntry } from "./zip-entry.ts";
import { broken, ZipError } from "./zip-error.ts";

const LOCAL_HEADER = 0x0403_4b50;
const LOCAL_HEADER_BYTES = 30;
const ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000;
const STORED = 0;
const DEFLATED = 8;
const CHUNK_BYTES = 65_536;

/**
 * The bytes of an entry as they would be unpacked, streamed; whoever reads stops when it is enough.
 * Neither the claimed size nor the checksum is compared: loaders differ in whether they do.
 * @throws {ZipError} `unsupported` when encrypted or packed by another method than deflate, and
 *   `broken` when there is no entry at its place or its bytes are not deflated.
 */
export async function* readZipEntry(file: RandomAccess, entry: ZipEntry): AsyncGenerator<Buffer> {
  if ((entry.flags & ENCRYPTED_FLAGS) !== 0) {
    throw new ZipError("unsupported", `${JSON.stringify(entry.name)} is encrypted`);
  }
  const start = await findZipEntryBytes(file, entry);
  const packed = readChunks(file, start, start + entry.compressedBytes);
  if (entry.method === STORED) yield* packed;
  else if (entry.method === DEFLATED) yield* inflate(packed, entry.name);
  else throw new ZipError("unsupported", `Packing method ${entry.method} is unknown`);
}

/**
 * Where the bytes of an entry begin, behind its local header.
 * @throws {ZipError} `broken`.
 */
export async function findZipEntryBytes(file: RandomAccess, entry: ZipEntry): Promise<number> {
  const at = entry.localHeaderOffset;
  const header = await file.read(at, at + LOCAL_HEADER_BYTES);
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_HEADER) {
    throw broken(`${JSON.stringify(entry.name)} is not at its place`);
  }
  return at + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* readChunks(file: RandomAccess, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < Math.min(end, file.sizeBytes); at += CHUNK_BYTES) {
    yield await file.read(at, Math.min(at + CHUNK_BYTES, end));
  }
}

async function* inflate(packed: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const inflated = createInflateRaw();
  source.on("error", (error) => inflated.destroy(error));
  try {
    for await (const chunk of source.pipe(inflated)) yield chunk as Buffer;
  } catch (error) {
    if (isZlibError(error)) throw broken(`${JSON.stringify(name)} is not deflated`);
    throw error;
  } finally {
    source.destroy();
    inflated.destroy();
  }
}

function isZlibError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("Z_")
  );
}

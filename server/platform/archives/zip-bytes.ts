import { promisify } from "node:util";
import { crc32, createDeflateRaw, deflateRaw } from "node:zlib";
import { type ArchiveFile, readExactly } from "./archive-file.ts";
import { Spool } from "./spool.ts";
import {
  centralHeader,
  dataDescriptor,
  endOfDirectory,
  localHeader,
  type ZipEntry,
} from "./zip-records.ts";

/** Smaller files are compressed as a whole, so that their sizes can stand before them. */
const WHOLE_BYTES = 64 * 1024;
const deflate = promisify(deflateRaw);

/**
 * A zip as it is made, in constant memory however many files come: what the directory at the end
 * says of them waits in a file. Source: PKWARE APPNOTE.TXT 6.3.
 */
export async function* zipBytes(
  files: AsyncIterable<ArchiveFile>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const directory = new Spool();
  let position = 0;
  let count = 0;
  try {
    for await (const file of files) {
      const entry = newEntry(file, position);
      for await (const chunk of entryBytes(file, entry)) {
        position += chunk.byteLength;
        yield chunk;
      }
      await directory.add(centralHeader(entry));
      count += 1;
    }
    yield* directory.read();
    yield endOfDirectory({ count, sizeBytes: directory.sizeBytes, offset: position });
  } finally {
    await directory.close();
  }
}

function newEntry(file: ArchiveFile, offset: number): ZipEntry {
  return {
    name: Buffer.from(file.name),
    modifiedAt: file.modifiedAt,
    isExecutable: file.isExecutable,
    isDeflated: false,
    isStreamed: false,
    crc: 0,
    packedBytes: file.sizeBytes,
    sizeBytes: file.sizeBytes,
    offset,
  };
}

/** Completes the entry while its bytes pass. */
async function* entryBytes(
  file: ArchiveFile,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (file.sizeBytes <= WHOLE_BYTES) {
    yield* wholeEntry(file, entry);
    return;
  }
  entry.isStreamed = true;
  entry.isDeflated = file.compresses;
  yield localHeader(entry);
  const bytes = summed(file, entry);
  entry.packedBytes = 0;
  for await (const chunk of file.compresses ? deflated(bytes) : bytes) {
    entry.packedBytes += chunk.byteLength;
    yield chunk;
  }
  yield dataDescriptor(entry);
}

async function* wholeEntry(file: ArchiveFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.concat(await Array.fromAsync(summed(file, entry)));
  const packed = file.compresses ? await deflate(bytes) : bytes;
  entry.isDeflated = packed.length < bytes.length;
  const stored = entry.isDeflated ? packed : bytes;
  entry.packedBytes = stored.length;
  yield localHeader(entry);
  if (stored.length > 0) yield stored;
}

async function* summed(file: ArchiveFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  for await (const chunk of readExactly(file)) {
    entry.crc = crc32(chunk, entry.crc);
    yield chunk;
  }
}

async function* deflated(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createDeflateRaw();
  const feeding = feed(stream, bytes);
  feeding.catch((error: unknown) => {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    yield* stream as AsyncIterable<Uint8Array>;
    await feeding;
  } finally {
    stream.destroy();
    await bytes.return(undefined);
  }
}

async function feed(
  stream: ReturnType<typeof createDeflateRaw>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const chunk of bytes) {
    const isAccepted = stream.write(chunk);
    if (!isAccepted && !stream.destroyed) {
      await new Promise<void>((resolve) => {
        stream.once("drain", resolve);
        stream.once("close", resolve);
      });
    }
    if (stream.destroyed) return;
  }
  stream.end();
}

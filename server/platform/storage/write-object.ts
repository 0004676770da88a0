import { open } from "node:fs/promises";
import { problem } from "#contract/problems.ts";
import { removeFile } from "./durable-files.ts";
import { FileHash } from "./file-hash.ts";
import type { HashThreads } from "./hash-threads.ts";
import type { ByteSource, WriteOptions } from "./object-store.ts";
import { asStorageError } from "./storage-problem.ts";
import { abortable, inBatches, releaseChunks, writeFully } from "./write-stream.ts";
import { WriteBack } from "./write-back.ts";

/**
 * Writes a stream to a new file: verified and synced when the promise resolves, removed when it
 * rejects. Giving it its final name is the caller's part.
 */
export async function writeObject(
  path: string,
  source: ByteSource,
  options: WriteOptions & { threads: HashThreads },
): Promise<{ sha256: string; sizeBytes: number }> {
  const file = await open(path, "wx+", 0o600);
  const openFile = () => Promise.resolve({ fd: file.fd, release: () => Promise.resolve() });
  const hash = options.needsSha256 === false ? undefined : new FileHash(options.threads, openFile);
  const writeBack = new WriteBack(() => file.datasync());
  try {
    const limited = limitedTo(options.expectedSizeBytes, abortable(source, options.signal));
    const sizeBytes = await inBatches(limited, 0, async (batch) => {
      await writeFully(file, batch);
      if (options.ownsChunks) releaseChunks(batch.chunks);
      hash?.extendTo(batch.position + batch.sizeBytes);
      writeBack.note(batch.sizeBytes);
    });
    expectSize(options.expectedSizeBytes, sizeBytes);
    await writeBack.settle();
    const [sha256 = ""] = await Promise.all([hash?.digest(), file.sync()]);
    expectSha256(options.expectedSha256, sha256);
    await file.close();
    return { sha256, sizeBytes };
  } catch (error) {
    await Promise.allSettled([hash?.forget(), writeBack.settle()]);
    await file.close();
    await removeFile(path);
    throw asStorageError(error);
  }
}

export function expectSha256(expected: string | undefined, actual: string): void {
  if (expected === undefined || expected === actual) return;
  throw problem("hash-mismatch", {
    detail: `The bytes have the SHA-256 ${actual}, declared was ${expected}`,
    extra: { expected, actual },
  });
}

export function expectSize(expected: number | undefined, actual: number): void {
  if (expected === undefined || expected === actual) return;
  throw problem("size-mismatch", {
    detail: `${actual} bytes arrived, declared were ${expected}`,
    extra: { expected, actual },
  });
}

/** Ends a stream with an error at the first byte too many, before it is written. */
export async function* limitedTo(
  limit: number | undefined,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength;
    if (limit !== undefined && sizeBytes > limit) {
      throw problem("size-mismatch", {
        detail: `More bytes arrived than the declared ${limit}`,
        extra: { expected: limit },
      });
    }
    yield chunk;
  }
}

import { open, type FileHandle } from "node:fs/promises";
import { ObjectMissingError, type ReadOptions } from "./object-store.ts";
import { isMissing } from "./storage-problem.ts";

const CHUNK_BYTES = 512 * 1024;

/** The bytes of a file in large chunks; the next one is read while the last one is used. */
export async function* readObject(
  key: string,
  path: string,
  options: ReadOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const file = await openObject(key, path);
  let upcoming: Promise<Buffer> | undefined;
  try {
    const start = options.start ?? 0;
    const end = options.end ?? (await file.stat()).size;
    const nextBuffer = bufferSource(end - start, options.reuseBuffers ?? false);
    let position = start;
    if (position < end) upcoming = readChunk(file, nextBuffer(), { position, end });
    while (upcoming !== undefined) {
      options.signal?.throwIfAborted();
      const chunk = await upcoming;
      if (chunk.length === 0) throw new Error(`object ${key} ends at ${position}, before ${end}`);
      position += chunk.length;
      upcoming = position < end ? readChunk(file, nextBuffer(), { position, end }) : undefined;
      yield chunk;
    }
  } finally {
    // The system may still be filling the buffer: the file must stay open until it is done.
    await upcoming?.catch(() => undefined);
    await file.close();
  }
}

async function openObject(key: string, path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw isMissing(error) ? new ObjectMissingError(key, { cause: error }) : error;
  }
}

async function readChunk(
  file: FileHandle,
  buffer: Buffer,
  { position, end }: { position: number; end: number },
): Promise<Buffer> {
  const length = Math.min(buffer.length, end - position);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Fresh memory for each chunk, or two buffers in turn: one in use, one being filled. */
function bufferSource(sizeBytes: number, reuse: boolean): () => Buffer {
  const length = Math.max(0, Math.min(CHUNK_BYTES, sizeBytes));
  const make = () => Buffer.allocUnsafeSlow(length);
  if (!reuse || sizeBytes <= CHUNK_BYTES) return make;
  let [used, filled] = [make(), make()];
  return () => {
    [used, filled] = [filled, used];
    return used;
  };
}

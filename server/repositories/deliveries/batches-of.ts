import type { Entry } from "../reading/entry.ts";

const BATCH_FILES = 64;
/** A large file is a batch of its own: what is done is known by whole batches. */
const BATCH_BYTES = 64 * 1024 * 1024;

/**
 * The entries after those that are done, a few at a time, in their order.
 * @param counted gets the bytes of those that are left out.
 */
export async function* batchesOf(
  entries: AsyncIterable<Entry>,
  done: number,
  counted: { doneBytes: number },
): AsyncGenerator<Entry[], void, undefined> {
  let position = 0;
  let batch: Entry[] = [];
  let sizeBytes = 0;
  for await (const entry of entries) {
    position += 1;
    if (position <= done) {
      counted.doneBytes += entry.sizeBytes;
      continue;
    }
    const isFull = batch.length === BATCH_FILES || sizeBytes + entry.sizeBytes > BATCH_BYTES;
    if (isFull && batch.length > 0) {
      yield batch;
      batch = [];
      sizeBytes = 0;
    }
    batch.push(entry);
    sizeBytes += entry.sizeBytes;
  }
  if (batch.length > 0) yield batch;
}

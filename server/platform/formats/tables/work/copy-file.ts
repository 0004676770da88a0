import { open } from "node:fs/promises";
import type { RandomAccess } from "../../random-access.ts";

const CHUNK_BYTES = 1024 * 1024;

export type Report = (done: number, total: number) => void;

/** Copies a Parquet file to where the engine can read it. */
export async function copyFile(file: RandomAccess, path: string, report: Report): Promise<void> {
  const copy = await open(path, "wx", 0o600);
  try {
    for await (const chunk of chunksOf(file, 0)) {
      await copy.write(chunk.bytes);
      report(chunk.end, file.sizeBytes);
    }
  } finally {
    await copy.close();
  }
}

/** A file from a place on, the next part on its way while one is worked on. */
export async function* chunksOf(file: RandomAccess, from: number) {
  const read = (start: number) => file.read(start, start + CHUNK_BYTES);
  let start = from;
  let coming = read(start);
  while (start < file.sizeBytes) {
    const bytes = await coming;
    if (bytes.length === 0) return;
    start += bytes.length;
    coming = start < file.sizeBytes ? read(start) : Promise.resolve(Buffer.alloc(0));
    // Who stops in between does not wait for it.
    coming.catch(() => {});
    yield { bytes, end: start };
  }
}

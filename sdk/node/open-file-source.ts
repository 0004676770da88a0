import type { Stats } from "node:fs";
import { open, stat } from "node:fs/promises";
import { ReadableStream } from "node:stream/web";
import type { PartBody, UploadSource } from "../upload-source.ts";

const READ_BYTES = 1024 * 1024;

/**
 * A local file of any size as the source of an upload, read part by part as it is sent. (Node's own
 * `openAsBlob` keeps the size of a file in 32 bits: beyond 4 GiB it would send another file.)
 * Reading fails with a `NotReadableError` once the file is no longer what it was.
 */
export async function openFileSource(path: string): Promise<UploadSource> {
  const opened = await stat(path);
  return {
    size: opened.size,
    slice: (start, end): PartBody => ({
      size: end - start,
      stream: () =>
        ReadableStream.from(readPart(path, { opened, start, end })) as ReturnType<
          PartBody["stream"]
        >,
    }),
  };
}

type Span = { opened: Stats; start: number; end: number };

async function* readPart(path: string, { opened, start, end }: Span): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    refuseChange(opened, await file.stat());
    let at = start;
    while (at < end) {
      const bytes = Buffer.allocUnsafe(Math.min(READ_BYTES, end - at));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      if (bytesRead === 0) throw changed();
      at += bytesRead;
      yield bytes.subarray(0, bytesRead);
    }
    refuseChange(opened, await file.stat());
  } finally {
    await file.close();
  }
}

function refuseChange(before: Stats, now: Stats): void {
  if (before.size !== now.size || before.mtimeMs !== now.mtimeMs) throw changed();
}

function changed(): DOMException {
  return new DOMException("The file has changed", "NotReadableError");
}

import { createHash, type Hash } from "node:crypto";
import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { HashAnswer, HashRequest } from "./hash-threads.ts";

/**
 * The thread that hashes files while the main thread receives their bytes: it reads what was just
 * written, from the page cache.
 */
const CHUNK_BYTES = 1024 * 1024;

const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
const hashes = new Map<number, Hash>();

parentPort?.on("message", (request: HashRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: HashRequest): HashAnswer {
  try {
    return { request: request.request, value: perform(request) };
  } catch (error) {
    hashes.delete(request.file);
    return { request: request.request, error: String(error) };
  }
}

function perform(request: HashRequest): string {
  const hash = hashes.get(request.file) ?? createHash("sha256");
  switch (request.verb) {
    case "update":
      hashes.set(request.file, hash);
      update(hash, request);
      return "";
    case "digest":
      hashes.delete(request.file);
      return hash.digest("hex");
    case "forget":
      hashes.delete(request.file);
      return "";
  }
}

function update(hash: Hash, { fd, start, end }: { fd: number; start: number; end: number }): void {
  let position = start;
  while (position < end) {
    const length = readSync(fd, buffer, 0, Math.min(CHUNK_BYTES, end - position), position);
    if (length === 0) throw new Error(`the file ends at ${position}, before ${end}`);
    hash.update(buffer.subarray(0, length));
    position += length;
  }
}

import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { CHUNK_HEADER_BYTES, packChunk, readChunkHeader, unpackChunkInto } from "./chunk.ts";
import { ChunkStream } from "./chunk-stream.ts";
import { writeChunkTable } from "./chunk-table.ts";
import { Chunker } from "./chunker.ts";
import { CutChunks } from "./cut-chunks.ts";
import type {
  SessionKind,
  ThreadAnswer,
  ThreadRequest,
  ThreadResult,
  ThreadStep,
} from "./thread.ts";
import { XetFormatError } from "./xet-error.ts";
import { XorbScanner } from "./xorb-scanner.ts";

/** Packs, unpacks and hashes for the main thread, so that it stays free for its connections. */
type Session = {
  push: (bytes: Buffer) => void;
  finish: () => ThreadResult;
};

const KINDS: Record<SessionKind, () => Session> = {
  xorb: checkXorb,
  file: hashFile,
  chunks: cutFile,
};
const sessions = new Map<number, Session>();

parentPort?.on("message", ({ request, session, step }: ThreadRequest) => {
  const answer = perform(request, session, step);
  // Left to the garbage collector, what was received would pile up for some hundred megabytes.
  if ("bytes" in step) step.bytes.buffer.transfer(0);
  const { result } = answer;
  const transfer = result !== undefined && "bytes" in result ? [result.bytes.buffer] : [];
  parentPort?.postMessage(answer, transfer);
});

function perform(request: number, id: number, step: ThreadStep): ThreadAnswer {
  try {
    switch (step.verb) {
      case "open":
        sessions.set(id, KINDS[step.kind]());
        return { request };
      case "push":
        sessions.get(id)?.push(bytesOf(step));
        return { request };
      case "finish":
        return { request, result: sessions.get(id)?.finish() };
      case "close":
        sessions.delete(id);
        return { request };
      case "pack":
        return { request, result: pack(bytesOf(step), step.sizes) };
      case "unpack":
        return { request, result: unpack(bytesOf(step), step.sizes) };
    }
  } catch (error) {
    const isFormat = error instanceof XetFormatError;
    return { request, error: { message: String(isFormat ? error.message : error), isFormat } };
  }
}

function bytesOf({ bytes }: { bytes: Uint8Array<ArrayBuffer> }): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkXorb(): Session {
  const scanner = new XorbScanner();
  return {
    push: (bytes) => scanner.push(bytes),
    finish() {
      const { hash, chunks } = scanner.finish();
      return { kind: "xorb", hash, table: writeChunkTable(chunks) };
    },
  };
}

function hashFile(): Session {
  const stream = new ChunkStream();
  const sha256 = createHash("sha256");
  return {
    push(bytes) {
      for (const chunk of stream.push(bytes)) sha256.update(chunk.bytes);
    },
    finish() {
      stream.finish();
      return { kind: "file", sha256: sha256.digest("hex") };
    },
  };
}

function cutFile(): Session {
  const chunker = new Chunker();
  const chunks = new CutChunks();
  return {
    push(bytes) {
      for (const chunk of chunker.push(bytes)) chunks.add(chunk);
    },
    finish() {
      const last = chunker.finish();
      if (last !== undefined) chunks.add(last);
      return { kind: "chunks", list: chunks.toList() };
    },
  };
}

function unpack(packed: Buffer, sizes: readonly number[]): ThreadResult {
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  let at = 0;
  for (const size of sizes) {
    const header = readChunkHeader(packed, start);
    const end = start + CHUNK_HEADER_BYTES + header.packedBytes;
    if (header.sizeBytes !== size) {
      throw new XetFormatError(`a chunk has ${header.sizeBytes} bytes, not ${size}`);
    }
    const chunk = packed.subarray(start + CHUNK_HEADER_BYTES, end);
    unpackChunkInto(header, chunk, bytes.subarray(at, at + size));
    start = end;
    at += size;
  }
  return { kind: "bytes", bytes };
}

function pack(bytes: Buffer, sizes: readonly number[]): ThreadResult {
  let start = 0;
  let end = 0;
  const ends: number[] = [];
  const packed = sizes.map((sizeBytes) => {
    const chunk = packChunk(bytes.subarray(start, start + sizeBytes));
    start += sizeBytes;
    end += chunk.length;
    ends.push(end);
    return chunk;
  });
  return { kind: "packed", bytes: join(packed), ends };
}

/** In memory of its own, which can be handed over. */
function join(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import type { CheckAnswer, CheckKind, CheckRequest, CheckResult } from "./check-threads.ts";
import { ChunkStream } from "./chunk-stream.ts";
import { writeChunkTable } from "./chunk-table.ts";
import { XetFormatError } from "./xet-error.ts";
import { XorbScanner } from "./xorb-scanner.ts";

/** Unpacks and hashes what the main thread receives, so that it stays free for its connections. */
type Check = { push: (bytes: Buffer) => void; finish: () => CheckResult };

const KINDS: Record<CheckKind, () => Check> = { xorb: checkXorb, file: checkFile };
const checks = new Map<number, Check>();

parentPort?.on("message", (request: CheckRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer({ request, check: id, step }: CheckRequest): CheckAnswer {
  try {
    switch (step.verb) {
      case "open":
        checks.set(id, KINDS[step.kind]());
        return { request };
      case "push":
        checks.get(id)?.push(Buffer.from(step.bytes));
        return { request };
      case "finish":
        return { request, result: checks.get(id)?.finish() };
      case "close":
        checks.delete(id);
        return { request };
    }
  } catch (error) {
    const isFormat = error instanceof XetFormatError;
    return { request, error: { message: String(isFormat ? error.message : error), isFormat } };
  }
}

function checkXorb(): Check {
  const scanner = new XorbScanner();
  return {
    push: (bytes) => scanner.push(bytes),
    finish() {
      const { hash, chunks } = scanner.finish();
      return { kind: "xorb", hash, table: writeChunkTable(chunks) };
    },
  };
}

function checkFile(): Check {
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

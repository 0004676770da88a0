/**
 * A process of its own for what strangers have made: whatever a file does to its reader, the server
 * goes on. It gets the bytes of the file over the channel, and can be ended at any moment.
 */
import { writeFileSync } from "node:fs";
import { type RandomAccess, ReadBudgetError } from "../../random-access.ts";
import { TableSourceError } from "../table.ts";
import type { FailureReason, FromWorker, TableTask, ToWorker } from "./protocol.ts";
import { refusalOf, runTask } from "./run-task.ts";
import { FilterError } from "./filter-error.ts";

const REPORT_EVERY_MS = 200;

type Waiting = { resolve: (bytes: Buffer) => void; reject: (error: Error) => void };

const waiting = new Map<number, Waiting>();
let reads = 0;

function send(message: FromWorker): void {
  process.send?.(message);
}

function remoteFile(task: TableTask): RandomAccess {
  const sizeBytes = "file" in task ? task.file.sizeBytes : 0;
  let bytesRead = 0;
  return {
    sizeBytes,
    get bytesRead() {
      return bytesRead;
    },
    async read(start, end) {
      const id = reads++;
      const range = { start: Math.min(start, sizeBytes), end: Math.min(end, sizeBytes) };
      if (range.end <= range.start) return Buffer.alloc(0);
      bytesRead += range.end - range.start;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        send({ verb: "read", id, ...range });
      });
    },
  };
}

async function answer(task: TableTask): Promise<void> {
  let reportedAt = 0;
  const report = (done: number, total: number) => {
    if (Date.now() - reportedAt < REPORT_EVERY_MS) return;
    reportedAt = Date.now();
    send({ verb: "progress", done, total });
  };
  try {
    send({ verb: "answer", answer: await runTask(task, { file: remoteFile(task), report }) });
  } catch (error) {
    const message = refusalOf(error) ?? (error instanceof Error ? error.message : String(error));
    send({ verb: "failed", reason: reasonOf(error), message });
  }
}

function reasonOf(error: unknown): FailureReason {
  if (refusalOf(error) !== undefined || error instanceof ReadBudgetError) return "format";
  if (error instanceof FilterError) return "filter";
  return error instanceof TableSourceError ? "source" : "ended";
}

function receive(message: ToWorker): void {
  if (message.verb === "run") {
    void answer(message.task);
    return;
  }
  const reader = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.verb === "refused") reader?.reject(new TableSourceError(message.message));
  else reader?.resolve(Buffer.from(message.bytes));
}

/** Where memory runs out, the system ends this process before any other. */
function volunteer(): void {
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Only Linux has it.
  }
}

volunteer();
process.on("message", receive);
process.on("disconnect", () => process.exit(0));
send({ verb: "ready" });

import { randomBytes } from "node:crypto";
import { constants, readFileSync, readlinkSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { problem } from "#contract/problems.ts";
import { addSpan, type ByteSpans } from "./byte-spans.ts";
import type { ByteSpan } from "./object-store.ts";
import { errorCode, isMissing } from "./storage-problem.ts";

/**
 * What is known of an upload, in a file beside it: its size, who has opened it for writing, and
 * which bytes are durable. Records are only appended, each in one write, and a record that was cut
 * short is skipped: that costs bytes sent again, never bytes believed.
 */
export type Journal = { sizeBytes: number; writers: Writer[]; received: ByteSpans };

/** One store object in one process on one machine. */
export type Writer = { machine: string; pid: number; instance: string };

const RECORD = /^(size|writer|span) (\S+)(?: (\S+) ?(\S*))?;$/;

/** The stores that are open in this process. */
const openInstances = new Set<string>();

export async function createJournal(path: string, sizeBytes: number): Promise<void> {
  await writeFile(path, `size ${sizeBytes};`, { flag: "wx", flush: true, mode: 0o600 });
}

export async function appendSpan(path: string, { start, end }: ByteSpan): Promise<void> {
  await append(path, `span ${start} ${end};`);
}

/** To be called before the upload's file is opened for writing, never after. */
export async function appendWriter(path: string, writer: Writer): Promise<void> {
  await append(path, `writer ${writer.machine} ${writer.pid} ${writer.instance};`);
}

/** @throws {Problem} `upload-not-found`. */
export async function readJournal(path: string): Promise<Journal> {
  const journal: Journal = { sizeBytes: 0, writers: [], received: [] };
  const text = await readFile(path, "utf8").catch(refuseMissing);
  for (const line of text.split("\n")) {
    const [, kind, first = "", second = "", third = ""] = RECORD.exec(line) ?? [];
    if (kind === "size") journal.sizeBytes = Number(first);
    else if (kind === "writer") {
      journal.writers.push({ machine: first, pid: Number(second), instance: third });
    } else if (kind === "span") {
      const span = { start: Number(first), end: Number(second) };
      journal.received = addSpan(journal.received, span);
    }
  }
  return journal;
}

export function openWriter(): Writer {
  const writer = {
    machine: machineName(),
    pid: process.pid,
    instance: randomBytes(8).toString("hex"),
  };
  openInstances.add(writer.instance);
  return writer;
}

export function closeWriter(writer: Writer): void {
  openInstances.delete(writer.instance);
}

/** Whether this writer certainly cannot write any more. When in doubt it is alive. */
export function isDead(writer: Writer): boolean {
  if (writer.machine !== machineName()) return false;
  if (writer.pid === process.pid) return !openInstances.has(writer.instance);
  try {
    process.kill(writer.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}

/** Never makes a journal: one that is gone belongs to an upload that was committed or discarded. */
async function append(path: string, record: string): Promise<void> {
  const flag = constants.O_WRONLY | constants.O_APPEND;
  await appendFile(path, `\n${record}`, { flag }).catch(refuseMissing);
}

function refuseMissing(error: unknown): never {
  throw isMissing(error) ? problem("upload-not-found", { cause: error }) : error;
}

/** A process id means something only within one boot and one container of one machine. */
function machineName(): string {
  const parts = [hostname()];
  try {
    parts.push(readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
    parts.push(readlinkSync("/proc/self/ns/pid"));
  } catch {
    // Not Linux: the host's name is all there is.
  }
  return encodeURIComponent(parts.join("/"));
}

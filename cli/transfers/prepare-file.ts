import { readFile } from "node:fs/promises";
import type { Address } from "#contract/fields.ts";
import type { CommitOperation, TreeEntry } from "#contract/repositories/repository.ts";
import { type GalleryClient, uploadFile } from "#sdk/index.ts";
import {
  hashContent,
  hashFile,
  openFileSource,
  sendCountedPart,
  directByNode,
} from "#sdk/node/index.ts";
import type { ProgressBar, ProgressDisplay } from "../progress/progress-display.ts";
import type { LocalFile } from "./collect-files.ts";

/** What became of a file: `sent`, or why no byte of it had to be. */
export type PreparedFile = {
  path: string;
  sizeBytes: number;
  outcome: "sent" | "stored" | "unchanged";
  operation: CommitOperation | undefined;
};

export type PrepareOptions = {
  client: GalleryClient;
  address: Address;
  file: LocalFile;
  /** The file of the same path in the repository. */
  present: TreeEntry | undefined;
  /** Small enough to travel within the commit. */
  isInline: boolean;
  parallelParts: number;
  label: string;
  signal: AbortSignal;
};

/** Brings one file's bytes to the server, if they must go at all, and says how to commit them. */
export async function prepareFile(
  display: ProgressDisplay,
  options: PrepareOptions,
): Promise<PreparedFile> {
  const { file, present, isInline, label } = options;
  const { path, sizeBytes } = file;
  const bar = display.start(label, sizeBytes);
  try {
    if (present !== undefined && (await isSame(options, present))) {
      bar.finish("unchanged");
      return { path, sizeBytes, outcome: "unchanged", operation: undefined };
    }
    const prepared = isInline ? await readInline(file) : await sendFile(options, bar);
    bar.finish(prepared.outcome === "stored" ? "already stored, not sent" : undefined);
    return { path, sizeBytes, ...prepared };
  } catch (error) {
    bar.stop();
    throw error;
  }
}

/** A small file is compared by its git id here; a large one by its SHA-256, which is needed anyway. */
async function isSame({ file, signal }: PrepareOptions, present: TreeEntry): Promise<boolean> {
  if (present.type !== "file" || present.sizeBytes !== file.sizeBytes) return false;
  const hash = await hashContent(present, { path: file.localPath, signal });
  return hash === (present.sha256 ?? present.oid);
}

type Prepared = Pick<PreparedFile, "outcome" | "operation">;

async function readInline({ localPath, path }: LocalFile): Promise<Prepared> {
  const base64 = (await readFile(localPath)).toString("base64");
  return { outcome: "sent", operation: { op: "put", path, base64 } };
}

async function sendFile(options: PrepareOptions, bar: ProgressBar): Promise<Prepared> {
  const { client, address, file, parallelParts, signal } = options;
  const { localPath, path } = file;
  bar.note("hashing");
  const sha256 = await hashFile({ path: localPath, signal });
  const { uploadId, wasStored } = await uploadFile({
    client,
    address,
    path,
    source: await openFileSource(localPath),
    sha256,
    parallelParts,
    sendPart: sendCountedPart,
    direct: directByNode,
    signal,
    onProgress(event) {
      if (event.type === "sent") bar.update(event.sentBytes);
      else if (event.type === "retrying") bar.note(`retry ${event.attempt}`);
      else if (event.type === "verifying") bar.note("verifying");
    },
  });
  return { outcome: wasStored ? "stored" : "sent", operation: { op: "put", path, uploadId } };
}

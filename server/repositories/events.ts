import { z } from "zod";
import { createHook, defineEvent } from "../platform/events/index.ts";
import type { Repository } from "./repository.ts";

/** A file as a commit holds it. */
export type FileState = { oid: string; mode: string; sizeBytes: number; sha256: string | null };

/** One file that differs between two commits; without `before` it is new, without `after` gone. */
export type FileChange = { path: string; before?: FileState; after?: FileState };

/** A folder that a commit has renamed, with all that is in it. */
export type FolderMove = { from: string; to: string };

export type RefMove = {
  /** With the size and the number of files after the move. */
  repository: Repository;
  /** Full name, `refs/heads/main`. */
  ref: string;
  isDefaultBranch: boolean;
  /** Null: the ref is new. */
  before: string | null;
  /** Null: the ref is deleted. */
  after: string | null;
  /** Of files only, against `before`; empty for refs other than the default branch. */
  changes: readonly FileChange[];
  /** The folder that the commit has renamed and nothing else: its files are not among the changes. */
  movedFolder?: FolderMove | undefined;
  /**
   * The bytes of a small file (a large one has its pointer's) at `after`; undefined when there is
   * no such file or it is larger than the limit, 10 MB when absent.
   */
  readFile: (path: string, limitBytes?: number) => Promise<Buffer | undefined>;
};

/** Runs inside the transaction that moves a ref: card, search row and listing follow it. */
export const refMoved = createHook<RefMove>();

/** The same news after the commit, by outbox. */
export const refMovedEvent = defineEvent({
  name: "repositories.ref-moved",
  schema: z.object({
    repositoryId: z.number(),
    ref: z.string(),
    isDefaultBranch: z.boolean(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    actorId: z.number().nullable(),
  }),
});

/** A download began: of a file, or of a folder ("" is all of it) as an archive. */
export type FileDownload = {
  repositoryId: number;
  path: string;
  /** As `callerOf` tells: clients that want a whole repository ask file by file. */
  caller: string;
};

const downloadListeners = new Set<(download: FileDownload) => void>();

/**
 * In-process and after each download, so listeners only count in memory and flush by themselves.
 * Wired in app.ts; registering the same listener again changes nothing.
 * @returns how to take it away again.
 */
export function onFileDownload(listener: (download: FileDownload) => void): () => void {
  downloadListeners.add(listener);
  return () => downloadListeners.delete(listener);
}

export function noteFileDownload(download: FileDownload): void {
  for (const listener of downloadListeners) listener(download);
}

/** Bytes of a chunked content that were sent as those of a plain file. */
export type PlainRead = {
  contentId: number;
  /** Of the whole content. */
  sizeBytes: number;
  bytes: number;
  /** They came from a whole copy; else they were put together from chunks. */
  isCopy: boolean;
};

const plainReadListeners = new Set<(read: PlainRead) => void>();

/** As `onFileDownload`, after each answer that sent bytes of a chunked content. */
export function onPlainRead(listener: (read: PlainRead) => void): () => void {
  plainReadListeners.add(listener);
  return () => plainReadListeners.delete(listener);
}

export function notePlainRead(read: PlainRead): void {
  for (const listener of plainReadListeners) listener(read);
}

import type { Place } from "../queue/upload-item.ts";

/** What is kept of one file between visits. */
export type Remembered = {
  path: string;
  sizeBytes: number;
  modifiedAt: number;
  sha256?: string | undefined;
  uploadId?: string | undefined;
  place?: Place | undefined;
};

/** One unfinished upload of this browser: a tab works at it, or a later visit goes on with it. */
export type Visit = {
  id: string;
  /** "model/owner/name": kind, owner and name of the repository. */
  repository: string;
  account: string;
  branch: string;
  folder: string;
  title: string;
  /** Times in milliseconds since 1970. */
  startedAt: number;
  touchedAt: number;
  /** Of its first file, to be known by. */
  firstPath: string;
  fileCount: number;
  sizeBytes: number;
  storedCount: number;
  doneBytes: number;
  /** What was dropped or picked, where the browser lets a page open it again. */
  roots: FileSystemHandle[];
};

import type { PathFault } from "#contract/repositories/path-rules.ts";
import type { ByteRange } from "#contract/repositories/repository.ts";
import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import type { Limits } from "./limits.ts";

/**
 * `refused` breaks a rule and is never sent; `waiting`, `sending` (hashing runs beside it) and
 * `verifying` go on by themselves; `paused`, `failed` and `missing` (remembered, but the file has to
 * be chosen again) wait for a person; `stored` can be committed; `same` is in the repository already
 * and `kept` is to stay there as it is: both are left out of the commit.
 */
export type UploadState =
  | "refused"
  | "waiting"
  | "sending"
  | "verifying"
  | "paused"
  | "failed"
  | "missing"
  | "stored"
  | "same"
  | "kept";

/** Where the bytes of a file lie once they need not be sent any more. */
export type Place =
  | { uploadId: string; range?: ByteRange }
  | { sha256: string }
  | { base64: string };

/** What is wrong with a name beside the rules of paths: another name that it collides with. */
export type NameFault = PathFault | "twin" | "inside-file" | "is-folder";

export type Reason =
  | { limit: keyof Limits }
  | { fault: NameFault; other?: string }
  /** The file was written to, or is gone, since it was chosen. */
  | { isChanged: true }
  | { error: unknown };

/** What is allowed, but should be known. */
export type Note = { kind: "normalised" | "windows" } | { kind: "case"; other: string };

/** One file on its way into the repository. */
export type UploadItem = {
  readonly id: number;
  /** Below the target folder. */
  readonly path: string;
  /** In the repository. */
  target: string;
  sizeBytes: number;
  /** When the file was written last, in milliseconds since 1970. */
  modifiedAt: number;
  /** Absent for what an earlier visit has sent already, and for what is missing. */
  file?: File;
  /** Takes the file of this device as it is now. */
  reread?: (() => Promise<File>) | undefined;
  state: UploadState;
  hashedBytes: number;
  sentBytes: number;
  /** The session on the server, once a file has one of its own. */
  uploadId?: string | undefined;
  sha256?: string | undefined;
  place?: Place | undefined;
  /** What lies at its path; null for nothing, undefined until that is known. */
  existing?: FoundEntry | null | undefined;
  /** The session was opened by an earlier visit. */
  isResumed: boolean;
  /** The server had the bytes already: nothing was sent. */
  wasStored: boolean;
  /** The connection broke; another attempt follows by itself. */
  isRetrying: boolean;
  /** Why it is refused or failed. */
  reason?: Reason | undefined;
  notes: readonly Note[];
};

export type Sendable = UploadItem & { file: File };

export function isSendable(item: UploadItem): item is Sendable {
  return item.file !== undefined;
}

const RUNNING = new Set<UploadState>(["waiting", "sending", "verifying"]);

export function isRunning({ state }: Pick<UploadItem, "state">): boolean {
  return RUNNING.has(state);
}

/** It changes a file that the repository has. */
export function replaces({ state, existing }: UploadItem): boolean {
  return existing?.type === "file" && state !== "same" && state !== "kept" && state !== "refused";
}

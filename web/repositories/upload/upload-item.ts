import type { Limits } from "./limits.ts";

/**
 * `refused` breaks a limit and is never sent; `waiting`, `sending` (hashing runs beside it) and
 * `verifying` go on by themselves; `paused` and `failed` wait for a person; `stored` can be
 * committed.
 */
export type UploadState =
  | "refused"
  | "waiting"
  | "sending"
  | "verifying"
  | "paused"
  | "failed"
  | "stored";

/** One file on its way into the repository. */
export type UploadItem = {
  id: number;
  /** Below the target folder. */
  path: string;
  /** In the repository, as the server's session knows it. */
  target: string;
  sizeBytes: number;
  /** Absent for bytes that an earlier visit has sent already. */
  file?: File;
  state: UploadState;
  hashedBytes: number;
  sentBytes: number;
  /** The session on the server, once there is one. */
  uploadId?: string | undefined;
  sha256?: string;
  /** So small that its bytes travel in the commit itself. */
  isInline: boolean;
  /** The session was opened by an earlier visit. */
  isResumed: boolean;
  /** The server had the bytes already: nothing was sent. */
  wasStored: boolean;
  /** The connection broke; another attempt follows by itself. */
  isRetrying: boolean;
  /** Why it is refused or failed. */
  reason?: { limit: keyof Limits } | { error: unknown } | undefined;
};

export type UploadTotals = {
  count: number;
  sizeBytes: number;
  sentBytes: number;
  stored: number;
  /** Waiting, sending or verifying. */
  running: number;
  paused: number;
  failed: number;
  refused: number;
};

const RUNNING = new Set<UploadState>(["waiting", "sending", "verifying"]);

export function isRunning({ state }: Pick<UploadItem, "state">): boolean {
  return RUNNING.has(state);
}

/** All files together; what is refused counts for nothing but itself. */
export function totalsOf(items: readonly UploadItem[]): UploadTotals {
  const totals = {
    count: 0,
    sizeBytes: 0,
    sentBytes: 0,
    stored: 0,
    running: 0,
    paused: 0,
    failed: 0,
    refused: 0,
  };
  for (const item of items) {
    if (item.state === "refused") {
      totals.refused += 1;
      continue;
    }
    totals.count += 1;
    totals.sizeBytes += item.sizeBytes;
    totals.sentBytes += item.state === "stored" ? item.sizeBytes : item.sentBytes;
    if (isRunning(item)) totals.running += 1;
    else if (item.state === "paused") totals.paused += 1;
    else if (item.state === "failed") totals.failed += 1;
    else totals.stored += 1;
  }
  return totals;
}

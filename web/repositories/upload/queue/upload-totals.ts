import { isRunning, replaces, type UploadItem } from "./upload-item.ts";

/** All files together; what is refused counts for nothing but itself. */
export type UploadTotals = {
  count: number;
  sizeBytes: number;
  /** Of `sizeBytes`, what need not be sent any more. */
  doneBytes: number;
  /** What the server had already, and so was not sent. */
  savedBytes: number;
  /** To be committed. */
  stored: number;
  /** Left out because nothing would change, or because the repository's file is kept. */
  same: number;
  kept: number;
  /** Waiting, sending or verifying. */
  running: number;
  paused: number;
  failed: number;
  missing: number;
  refused: number;
  /** Files of the repository that change. */
  replaced: number;
};

export function noTotals(): UploadTotals {
  return {
    count: 0,
    sizeBytes: 0,
    doneBytes: 0,
    savedBytes: 0,
    stored: 0,
    same: 0,
    kept: 0,
    running: 0,
    paused: 0,
    failed: 0,
    missing: 0,
    refused: 0,
    replaced: 0,
  };
}

/** Adds a file to the totals, or takes it out with `sign` -1: they follow thousands of files. */
export function countItem(totals: UploadTotals, item: UploadItem, sign: 1 | -1): UploadTotals {
  if (item.state === "refused") return { ...totals, refused: totals.refused + sign };
  const { sizeBytes, sentBytes, state } = item;
  const isDone = state === "stored" || state === "same" || state === "kept";
  const isSaved = state === "same" || (state === "stored" && item.wasStored);
  const group = isRunning(item) ? "running" : state;
  const counted = {
    ...totals,
    count: totals.count + sign,
    sizeBytes: totals.sizeBytes + sign * sizeBytes,
    doneBytes: totals.doneBytes + sign * (isDone ? sizeBytes : sentBytes),
    savedBytes: totals.savedBytes + (isSaved ? sign * sizeBytes : 0),
    replaced: totals.replaced + (replaces(item) ? sign : 0),
  };
  if (group === "waiting" || group === "sending" || group === "verifying") return counted;
  return { ...counted, [group]: counted[group] + sign };
}

/** Files that wait for a person before the commit can be whole. */
export function unsettled({ paused, failed, missing }: UploadTotals): number {
  return paused + failed + missing;
}

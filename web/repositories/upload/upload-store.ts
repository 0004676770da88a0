import { createRateMeter } from "./rate-meter.ts";
import type { UploadItem } from "./upload-item.ts";

export type UploadSnapshot = {
  items: readonly UploadItem[];
  /** Undefined when nothing is sent, or not for long enough to tell. */
  bytesPerSecond: number | undefined;
};

/** What a page shows of its uploads, and how it hears of changes. */
export type UploadStore = {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => UploadSnapshot;
  items: () => readonly UploadItem[];
  /** Another list, shown at once. */
  replace: (items: readonly UploadItem[]) => void;
  /** Something new of one file, shown soon: thousands of events become a few pictures a second. */
  change: (id: number, changes: Partial<UploadItem>) => void;
};

const SHOW_EVERY_MS = 120;

export function createUploadStore(): UploadStore {
  let items: readonly UploadItem[] = [];
  let snapshot: UploadSnapshot = { items, bytesPerSecond: undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Bytes that an earlier visit sent say nothing of the line's rate: only what moves counts.
  let movedBytes = 0;
  const listeners = new Set<() => void>();
  const meter = createRateMeter();

  const show = () => {
    clearTimeout(timer);
    timer = undefined;
    const now = performance.now();
    meter.note(movedBytes, now);
    const isMoving = items.some((item) => item.state === "sending");
    snapshot = { items, bytesPerSecond: isMoving ? meter.perSecond(now) : undefined };
    for (const listener of listeners) listener();
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    items: () => items,
    replace: (next) => {
      items = next;
      show();
    },
    change: (id, changes) => {
      items = items.map((item) => {
        if (item.id !== id) return item;
        movedBytes += movedBetween(item, changes);
        return { ...item, ...changes };
      });
      timer ??= setTimeout(show, SHOW_EVERY_MS);
    },
  };
}

function movedBetween(item: UploadItem, { sentBytes }: Partial<UploadItem>): number {
  // The first count of a resumed file is what the server has already.
  const isFirst = item.sentBytes === 0 && item.uploadId !== undefined && item.isResumed;
  return sentBytes === undefined || isFirst ? 0 : sentBytes - item.sentBytes;
}

import type { LineState } from "./line.ts";
import { createRateMeter } from "./rate-meter.ts";
import type { UploadItem } from "./upload-item.ts";
import { countItem, noTotals, type UploadTotals } from "./upload-totals.ts";

/** What holds the whole queue, beside its files. */
export type QueueStatus = {
  line: LineState;
  /** The session has ended: sending goes on after signing in again. */
  isSignedOut: boolean;
  /** A failure that every file would share, such as a full disk; a person says when to go on. */
  halt: unknown;
};

export type UploadSnapshot = QueueStatus & {
  /** In the order in which they were chosen. */
  ids: readonly number[];
  totals: UploadTotals;
  /** Undefined when nothing is sent, or not for long enough to tell. */
  bytesPerSecond: number | undefined;
};

/** What a page shows of its uploads, and how it hears of changes. */
export type UploadStore = {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => UploadSnapshot;
  get: (id: number) => UploadItem | undefined;
  /** The file of a path below the target folder. */
  find: (path: string) => UploadItem | undefined;
  all: () => IterableIterator<UploadItem>;
  add: (items: readonly UploadItem[]) => void;
  remove: (ids: Iterable<number>) => void;
  /** Something new of one file, shown soon: thousands of events become a few pictures a second. */
  change: (id: number, changes: Partial<UploadItem>) => void;
  setStatus: (status: Partial<QueueStatus>) => void;
  /** Told of each file that is new or has changed; for what is remembered of it. */
  onItem: (listener: (item: UploadItem, before: UploadItem | undefined) => void) => void;
  onRemoved: (listener: (items: readonly UploadItem[]) => void) => void;
  /** Told when it is known what lies at a file's path. */
  onSurveyed: (listener: (item: UploadItem) => void) => void;
};

const SHOW_EVERY_MS = 120;

export function createUploadStore(): UploadStore {
  // A Map keeps the order of insertion, and a changed file its place.
  const items = new Map<number, UploadItem>();
  const byPath = new Map<string, number>();
  const meter = createMeter();
  const shown = createShown();
  let totals = noTotals();
  let listen: (item: UploadItem, before: UploadItem | undefined) => void = () => undefined;
  let listenSurveyed: (item: UploadItem) => void = () => undefined;
  let listenRemoved: (items: readonly UploadItem[]) => void = () => undefined;
  const show = () => shown.later(() => ({ totals, bytesPerSecond: meter.rate(totals) }));

  return {
    subscribe: shown.subscribe,
    getSnapshot: shown.get,
    get: (id) => items.get(id),
    find: (path) => items.get(byPath.get(path) ?? -1),
    all: () => items.values(),
    add: (added) => {
      for (const item of added) {
        items.set(item.id, item);
        byPath.set(item.path, item.id);
        totals = countItem(totals, item, 1);
        listen(item, undefined);
      }
      shown.now({ ids: [...items.keys()], totals });
    },
    remove: (ids) => {
      const removed: UploadItem[] = [];
      for (const id of ids) {
        const item = items.get(id);
        if (item === undefined) continue;
        items.delete(id);
        if (byPath.get(item.path) === id) byPath.delete(item.path);
        totals = countItem(totals, item, -1);
        removed.push(item);
      }
      listenRemoved(removed);
      shown.now({ ids: [...items.keys()], totals });
    },
    change: (id, changes) => {
      const before = items.get(id);
      if (before === undefined) return;
      const item = { ...before, ...changes };
      items.set(id, item);
      totals = countItem(countItem(totals, before, -1), item, 1);
      meter.note(before, item);
      listen(item, before);
      if (before.existing === undefined && item.existing !== undefined) listenSurveyed(item);
      show();
    },
    setStatus: (status) => shown.now(status),
    onItem: (listener) => (listen = listener),
    onRemoved: (listener) => (listenRemoved = listener),
    onSurveyed: (listener) => (listenSurveyed = listener),
  };
}

function createShown() {
  let snapshot: UploadSnapshot = {
    ids: [],
    totals: noTotals(),
    bytesPerSecond: undefined,
    line: { kind: "up" },
    isSignedOut: false,
    halt: undefined,
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const now = (changes: Partial<UploadSnapshot>) => {
    snapshot = { ...snapshot, ...changes };
    for (const listener of listeners) listener();
  };
  return {
    get: () => snapshot,
    now,
    later: (changes: () => Partial<UploadSnapshot>) => {
      timer ??= setTimeout(() => {
        timer = undefined;
        now(changes());
      }, SHOW_EVERY_MS);
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Bytes that an earlier visit sent say nothing of the line's rate: only what moves counts. */
function createMeter() {
  const meter = createRateMeter();
  let movedBytes = 0;
  return {
    note: (before: UploadItem, { sentBytes }: UploadItem) => {
      // The first count of a resumed file is what the server has already.
      const isFirst = before.sentBytes === 0 && before.isResumed;
      if (!isFirst) movedBytes += sentBytes - before.sentBytes;
    },
    rate: ({ running }: UploadTotals) => {
      const now = performance.now();
      meter.note(movedBytes, now);
      return running > 0 ? meter.perSecond(now) : undefined;
    },
  };
}

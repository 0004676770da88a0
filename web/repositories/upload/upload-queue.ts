import type { Upload } from "#contract/repositories/repository.ts";
import type { ChosenFile } from "./chosen-files.ts";
import { brokenLimit, type Limits } from "./limits.ts";
import { isInlined } from "./inline-files.ts";
import { itemOfFile, itemOfStored } from "./new-items.ts";
import { isRunning, totalsOf, type UploadItem } from "./upload-item.ts";
import { createUploadStore, type UploadStore } from "./upload-store.ts";

type Sendable = UploadItem & { file: File };

/** Sends one file; `change` tells what is known of it as it goes on. */
export type SendFile = (
  item: Sendable,
  options: { signal: AbortSignal; change: (changes: Partial<UploadItem>) => void },
) => Promise<void>;

export type UploadQueueOptions = {
  send: SendFile;
  /** Gives up what the server holds of a cancelled file. */
  discard: (uploadId: string) => void;
  /** Files at a time; each sends several parts at a time. */
  parallel: number;
};

export type AddOptions = {
  limits: Limits;
  /** Where the files are meant to go. */
  folder: string;
  /** The unfinished session of an earlier visit for this file. */
  sessionOf: (target: string, sizeBytes: number) => Upload | undefined;
};

/** The files of one commit on their way. */
export type UploadQueue = Pick<UploadStore, "subscribe" | "getSnapshot"> & {
  /** Takes files in; one of a path that is there already takes its place. */
  add: (chosen: readonly ChosenFile[], options: AddOptions) => void;
  /** Takes in what an earlier visit has sent whole. */
  addStored: (upload: Upload, path: string) => void;
  pause: (id: number) => void;
  /** Goes on with what is paused, and tries again what has failed. */
  resume: (id: number) => void;
  cancel: (id: number) => void;
  /** Forgets the files that are committed. */
  forget: (ids: ReadonlySet<number>) => void;
  /** Stops all sending and keeps the sessions: they can be resumed. */
  stop: () => void;
};

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const store = createUploadStore();
  const { startNext, halt } = createRunner(store, options);
  const find = (id: number) => store.items().find((item) => item.id === id);
  const change = (items: readonly UploadItem[]) => {
    store.replace(items);
    startNext();
  };
  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    add: (chosen, addOptions) => {
      const paths = new Set(chosen.map(({ path }) => path));
      for (const item of store.items()) if (paths.has(item.path)) halt(item.id);
      const kept = store.items().filter((item) => !paths.has(item.path));
      change([...kept, ...newItems(chosen, kept, addOptions)]);
    },
    addStored: (upload, path) => {
      const others = store.items().filter((item) => item.path !== path);
      change([...others, itemOfStored(upload, path)]);
    },
    pause: (id) => {
      const item = find(id);
      if (!item || !isRunning(item)) return;
      halt(id);
      store.change(id, { state: "paused" });
      startNext();
    },
    resume: (id) => {
      const state = find(id)?.state;
      if (state !== "paused" && state !== "failed") return;
      store.change(id, { state: "waiting", reason: undefined });
      startNext();
    },
    cancel: (id) => {
      halt(id);
      const uploadId = find(id)?.uploadId;
      if (uploadId !== undefined) options.discard(uploadId);
      change(store.items().filter((item) => item.id !== id));
    },
    forget: (ids) => change(store.items().filter((item) => !ids.has(item.id))),
    stop: () => {
      for (const { id } of store.items()) halt(id);
      const paused = { state: "paused" } as const;
      store.replace(store.items().map((item) => (isRunning(item) ? { ...item, ...paused } : item)));
    },
  };
}

/** Runs what waits, a few files at a time. */
function createRunner(store: UploadStore, { send, parallel }: UploadQueueOptions) {
  const running = new Map<number, AbortController>();

  const run = async (item: Sendable) => {
    const stop = new AbortController();
    const { signal } = stop;
    running.set(item.id, stop);
    const change = (changes: Partial<UploadItem>) => {
      if (!signal.aborted) store.change(item.id, changes);
    };
    change({ state: "sending" });
    try {
      await send(item, { signal, change });
      change({ state: "stored", sentBytes: item.sizeBytes });
    } catch (error) {
      change({ state: "failed", reason: { error } });
    }
    if (running.get(item.id) === stop) running.delete(item.id);
    startNext();
  };
  const startNext = () => {
    for (const item of store.items()) {
      if (running.size >= parallel) return;
      if (item.state === "waiting" && hasFile(item)) void run(item);
    }
  };
  const halt = (id: number) => {
    running.get(id)?.abort(new DOMException("The upload was stopped", "AbortError"));
    running.delete(id);
  };
  return { startNext, halt };
}

function newItems(
  chosen: readonly ChosenFile[],
  kept: readonly UploadItem[],
  { limits, folder, sessionOf }: AddOptions,
): UploadItem[] {
  const taken = totalsOf(kept);
  let inlineBytes = 0;
  for (const item of kept) if (item.isInline) inlineBytes += item.sizeBytes;
  const byPath = new Map(chosen.map((each) => [each.path, each]));
  return [...byPath.values()].map((file) => {
    const { size } = file.file;
    const limit = brokenLimit(size, taken, limits);
    if (limit === undefined) {
      taken.count += 1;
      taken.sizeBytes += size;
    }
    const isInline = limit === undefined && isInlined(size, inlineBytes);
    if (isInline) inlineBytes += size;
    return itemOfFile(file, { folder, limit, isInline, sessionOf });
  });
}

function hasFile(item: UploadItem): item is Sendable {
  return item.file !== undefined;
}

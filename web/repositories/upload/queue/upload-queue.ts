import type { ChosenFile } from "../choosing/chosen-files.ts";
import type { Remembered } from "../remembering/visit.ts";
import { type AddOptions, itemOfRemembered, newItems } from "./new-items.ts";
import { createRunner, type RunnerOptions } from "./runner.ts";
import { createSecondLooks, type SecondLooks } from "./second-looks.ts";
import { isRunning, type UploadItem } from "./upload-item.ts";
import { createUploadStore, type UploadStore } from "./upload-store.ts";

export type UploadQueueOptions = RunnerOptions & {
  /** Gives up what the server holds of cancelled files. */
  discard: (uploadId: string) => void;
};

/** The files of one commit on their way. */
export type UploadQueue = Pick<
  UploadStore,
  "subscribe" | "getSnapshot" | "get" | "find" | "all" | "onItem" | "onRemoved"
> &
  SecondLooks & {
    /** Takes files in; one of a path that is there already takes its place. */
    add: (chosen: readonly ChosenFile[], options: AddOptions) => void;
    /** Takes in what an earlier visit knew, without the files themselves. */
    restore: (known: readonly Remembered[], folder: string) => void;
    pause: (ids: Iterable<number>) => void;
    /** Goes on with what is paused, and tries again what has failed. */
    resume: (ids: Iterable<number>) => void;
    /** Takes files out and gives up what the server holds of them. */
    cancel: (ids: Iterable<number>) => void;
    /** Takes out files that are committed. */
    forget: (ids: Iterable<number>) => void;
    /** The session has ended: nothing is sent until `goOn`. */
    signOut: () => void;
    /** After a failure that all share, or after signing in again. */
    goOn: () => void;
    tryNow: () => void;
    /** Stops all sending and keeps the sessions: they can be resumed. */
    close: () => void;
  };

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const store = createUploadStore();
  const runner = createRunner(store, options);
  const again = createSecondLooks(store, runner);
  const itemsOf = (ids: Iterable<number>) => [...ids].flatMap((id) => store.get(id) ?? []);
  const { subscribe, getSnapshot, get, find, all, setStatus, onItem, onRemoved } = store;
  return {
    subscribe,
    getSnapshot,
    get,
    find,
    all,
    onItem,
    onRemoved,
    add: (chosen, addOptions) => {
      const paths = new Set(chosen.map(({ path }) => path.normalize("NFC")));
      const replaced = [...paths].flatMap((path) => store.find(path) ?? []);
      runner.halt(replaced.map(({ id }) => id));
      store.remove(replaced.map(({ id }) => id));
      const items = newItems(chosen, store.all(), addOptions);
      store.add(items);
      runner.enqueue(items.filter(({ state }) => state !== "refused"));
    },
    restore: (known, folder) => {
      const items = known.map((each) => itemOfRemembered(each, folder));
      store.add(items);
      runner.enqueue(items);
    },
    pause: (ids) => {
      const items = itemsOf(ids).filter(isRunning);
      runner.halt(items.map(({ id }) => id));
      for (const { id } of items) store.change(id, { state: "paused", isRetrying: false });
      runner.goOn();
    },
    resume: (ids) => {
      const waiting = itemsOf(ids).filter(({ state }) => state === "paused" || state === "failed");
      // What has failed may have changed: its hash is computed anew.
      for (const { id, state, sha256 } of waiting) {
        const kept = state === "failed" ? undefined : sha256;
        store.change(id, { state: "waiting", reason: undefined, sha256: kept });
      }
      setStatus({ halt: undefined });
      void rereadChanged(store, waiting).then(runner.enqueue);
    },
    cancel: (ids) => {
      const items = itemsOf(ids);
      runner.halt(items.map(({ id }) => id));
      store.remove(items.map(({ id }) => id));
      for (const uploadId of unused(items, store.all())) options.discard(uploadId);
      runner.goOn();
    },
    forget: (ids) => store.remove(ids),
    ...again,
    signOut: () => setStatus({ isSignedOut: true }),
    goOn: () => {
      setStatus({ halt: undefined, isSignedOut: false });
      runner.goOn();
    },
    tryNow: () => runner.line.tryNow(),
    close: () => runner.close(),
  };
}

/** A file that was written to is taken as it is now, where the browser gives it again. */
async function rereadChanged(
  store: UploadStore,
  items: readonly UploadItem[],
): Promise<UploadItem[]> {
  for (const { id, reason, reread } of items) {
    if (reason === undefined || !("isChanged" in reason)) continue;
    const file = await reread?.().catch(() => undefined);
    const lost = { state: "failed", reason } as const;
    const fresh = file && {
      file,
      sizeBytes: file.size,
      modifiedAt: file.lastModified,
      sha256: undefined,
      uploadId: undefined,
      sentBytes: 0,
      hashedBytes: 0,
    };
    store.change(id, fresh ?? lost);
  }
  return items.flatMap(({ id }) => store.get(id) ?? []);
}

/** Sessions of files that are taken out, unless another file lies in the same one. */
function unused(removed: readonly UploadItem[], others: Iterable<UploadItem>): Set<string> {
  const ids = new Set(removed.flatMap(sessionsOf));
  if (ids.size > 0) for (const item of others) for (const id of sessionsOf(item)) ids.delete(id);
  return ids;
}

function sessionsOf({ uploadId, place }: UploadItem): string[] {
  const inPlace = place !== undefined && "uploadId" in place ? [place.uploadId] : [];
  return uploadId === undefined ? inPlace : [uploadId, ...inPlace];
}

import type { Root } from "../choosing/chosen-files.ts";
import type { UploadItem } from "../queue/upload-item.ts";
import type { UploadQueue } from "../queue/upload-queue.ts";
import type { Remembered, Visit } from "./visit.ts";
import { holdVisit } from "./visit-lock.ts";
import type { VisitStore } from "./visit-store.ts";

const SAVE_EVERY_MS = 300;
/** How far it is, for the list of unfinished uploads; files are written as they change. */
const COUNT_EVERY_MS = 5000;
/** Each has to be allowed by a person when they come back: more would be a nuisance. */
const MOST_ROOTS = 12;

export type VisitKeeper = {
  readonly id: string;
  describe: (words: { folder?: string; title?: string }) => void;
  addRoots: (roots: readonly Root[], all: boolean) => void;
  /** Everything is committed or given up: nothing is left to go on with. */
  close: () => void;
};

type Begin = Pick<Visit, "repository" | "account" | "branch" | "folder">;

/** Writes down what a queue knows of its files, a little later and in a few pieces. */
export function keepVisit(
  queue: UploadQueue,
  store: Promise<VisitStore | undefined>,
  begin: Begin,
): VisitKeeper {
  const id = randomId();
  const now = Date.now();
  const counts = { firstPath: "", fileCount: 0, sizeBytes: 0, storedCount: 0, doneBytes: 0 };
  let visit: Visit = {
    ...begin,
    id,
    title: "",
    startedAt: now,
    touchedAt: now,
    ...counts,
    roots: [],
  };
  let hasRoots = true;
  const changed = new Map<string, Remembered | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving = Promise.resolve();
  // Held from the first file on: a page that is only looked at works at nothing.
  let release: (() => void) | undefined;

  const save = async () => {
    timer = undefined;
    const kept = await store;
    if (kept === undefined) return;
    const { totals } = queue.getSnapshot();
    if (totals.count === 0) {
      changed.clear();
      await kept.remove(id);
      return;
    }
    const rows = [...changed];
    changed.clear();
    await kept.removeFiles(
      id,
      rows.flatMap(([path, file]) => (file === null ? [path] : [])),
    );
    await kept.saveFiles(
      id,
      rows.flatMap(([, file]) => file ?? []),
    );
    const storedCount = readyOf(totals);
    const { count: fileCount, sizeBytes, doneBytes } = totals;
    const [first] = queue.all();
    const now = { fileCount, sizeBytes, storedCount, doneBytes, touchedAt: Date.now() };
    await kept.save({ ...visit, ...now, firstPath: first?.path ?? "" });
  };
  const saveNow = () => {
    clearTimeout(timer);
    // One after the other; what cannot be kept is only not remembered.
    saving = saving.then(save).catch(() => undefined);
  };
  const saveSoon = () => (timer ??= setTimeout(saveNow, SAVE_EVERY_MS));
  queue.onItem((item, before) => {
    if (before !== undefined && isRemembered(before, item)) return;
    release ??= holdVisit(id);
    changed.set(item.path, item.state === "refused" ? null : toRemembered(item));
    saveSoon();
  });
  queue.onRemoved((items) => {
    for (const { path } of items) changed.set(path, null);
    if (items.length === 0) return;
    // The last ones are committed or cancelled: the page may be left at once.
    if (queue.all().next().done === true) saveNow();
    else saveSoon();
  });
  let counted = 0;
  let wasReady = false;
  const forgetCounts = queue.subscribe(() => {
    if (release === undefined) return;
    const { totals } = queue.getSnapshot();
    const isReady = readyOf(totals) === totals.count;
    // That all is ready is written down at once: the next visit begins with it.
    if (isReady === wasReady && performance.now() - counted < COUNT_EVERY_MS) return;
    counted = performance.now();
    wasReady = isReady;
    saveSoon();
  });
  globalThis.addEventListener("pagehide", saveNow);
  return {
    id,
    describe: (words) => {
      visit = { ...visit, ...words };
      saveSoon();
    },
    addRoots: (roots, isAll) => {
      const merged = [...visit.roots, ...roots];
      hasRoots = hasRoots && isAll && merged.length <= MOST_ROOTS;
      visit = { ...visit, roots: hasRoots ? merged : [] };
      saveSoon();
    },
    close: () => {
      forgetCounts();
      globalThis.removeEventListener("pagehide", saveNow);
      saveNow();
      void saving.then(() => release?.());
    },
  };
}

type Totals = ReturnType<UploadQueue["getSnapshot"]>["totals"];

/** Files of which nothing is left to send. */
function readyOf({ stored, same, kept }: Totals): number {
  return stored + same + kept;
}

/** Nothing changed that a later visit would need. */
function isRemembered(before: UploadItem, { uploadId, sha256, place, sizeBytes }: UploadItem) {
  return (
    before.uploadId === uploadId &&
    before.sha256 === sha256 &&
    before.place === place &&
    before.sizeBytes === sizeBytes
  );
}

function toRemembered(item: UploadItem): Remembered {
  const { path, sizeBytes, modifiedAt, uploadId, sha256, place } = item;
  return { path, sizeBytes, modifiedAt, uploadId, sha256, place };
}

/** `randomUUID` does not exist on plain http. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join(
    "",
  );
}

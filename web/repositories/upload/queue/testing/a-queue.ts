import type { FoundEntry } from "#contract/repositories/survey-endpoints.ts";
import type { ChosenFile } from "../../choosing/chosen-files.ts";
import type { AddOptions } from "../new-items.ts";
import { createUploadQueue } from "../upload-queue.ts";
import type { UploadState } from "../upload-item.ts";

const LARGE = 300_000;

/** Not a small one, unless its size says so. */
export function aFile(path: string, sizeBytes = LARGE): ChosenFile {
  return { path, sizeBytes, modifiedAt: 1, file: new File(["x"], path) };
}

export function addOptions(changes: Partial<AddOptions> = {}): AddOptions {
  return {
    limits: { fileBytes: 1_000_000, freeBytes: 100_000_000 },
    folder: "",
    rememberedOf: () => undefined,
    sessionOf: () => undefined,
    ...changes,
  };
}

type QueueOptions = {
  parallel?: number;
  /** What the repository has. */
  existing?: FoundEntry[];
  isSignedOut?: boolean;
};

/** A queue whose tasks end when the test says so; what is in the repository is told at once. */
export function aQueue(options: QueueOptions = {}) {
  const { parallel = 4, existing = [], isSignedOut = false } = options;
  const sending = new Map<string, PromiseWithResolvers<void>>();
  const surveyed: string[][] = [];
  const discarded: string[] = [];
  const begin = (name: string, signal: AbortSignal) => {
    const ending = Promise.withResolvers<void>();
    sending.set(name, ending);
    signal.addEventListener("abort", () => ending.reject(signal.reason as Error));
    return ending.promise;
  };
  const queue = createUploadQueue({
    parallel,
    survey: async (targets) => {
      surveyed.push([...targets]);
      return new Map(existing.map((entry) => [entry.path, entry]));
    },
    sendFile: async ({ path }, { signal, change }) => {
      change({ uploadId: `session-${path}` });
      await begin(path, signal);
      change({ state: "stored", place: { uploadId: `session-${path}` } });
    },
    sendBundle: async (items, { signal, change }) => {
      const name = items.map(({ path }) => path).join("+");
      await begin(name, signal);
      for (const { id } of items) {
        const range = { start: 0, end: 1 };
        change(id, { state: "stored", place: { uploadId: name, range } });
      }
    },
    isSignedOut: async () => isSignedOut,
    discard: (uploadId) => discarded.push(uploadId),
    line: { isOnline: () => true, device: new EventTarget(), random: () => 0 },
  });
  const idOf = (path: string) => queue.find(path)?.id ?? 0;
  return {
    queue,
    sending,
    surveyed,
    discarded,
    idOf,
    states: (): Record<string, UploadState> =>
      Object.fromEntries([...queue.all()].map(({ path, state }) => [path, state])),
  };
}

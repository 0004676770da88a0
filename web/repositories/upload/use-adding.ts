import { useRef, useState } from "react";
import type { Upload } from "#contract/repositories/repository.ts";
import type { ChosenFile, Choice, Root } from "./choosing/chosen-files.ts";
import type { Limits } from "./queue/limits.ts";
import type { UploadItem } from "./queue/upload-item.ts";
import { sessionsByFile } from "./remembering/earlier-uploads.ts";
import { adoptPaths, rememberedBy } from "./remembering/recall-visit.ts";
import type { OpenVisits } from "./remembering/use-visits.ts";
import type { Remembered } from "./remembering/visit.ts";
import type { PageUploads } from "./use-upload-queue.ts";

type AddingOptions = {
  uploads: PageUploads;
  limits: Limits | undefined;
  folder: string;
  /** Sessions of the server that no visit of this browser knows. */
  earlier: readonly Upload[];
  visits: OpenVisits;
  onError: (error: unknown) => void;
};

/** Reads what was chosen; it may end with `read` of nothing when the person thinks better of it. */
export type ReadChoice = (reading: {
  signal: AbortSignal;
  onCount: (files: number) => void;
}) => Promise<Choice | undefined>;

export type Adding = {
  /** How many files a folder has given so far, while it is read. */
  readingCount: number | undefined;
  stopReading: () => void;
  add: (read: ReadChoice) => void;
  /** Takes up what an earlier visit knew; `roots` are opened again. */
  takeUp: (known: readonly Remembered[], options: TakeUp) => Promise<void>;
};

type TakeUp = { folder: string; roots: readonly Root[]; read: ReadChoice | undefined };

export function useAdding(options: AddingOptions): Adding {
  const { uploads, limits, folder, earlier, visits, onError } = options;
  const { queue, keeper } = uploads;
  const [readingCount, setReadingCount] = useState<number>();
  const stop = useRef(new AbortController());
  const known = useRef<readonly Remembered[]>([]);

  const readAll = async (read: ReadChoice) => {
    stop.current.abort();
    stop.current = new AbortController();
    const { signal } = stop.current;
    setReadingCount(0);
    let shownAt = 0;
    const onCount = (count: number) => {
      if (performance.now() - shownAt < 100) return;
      shownAt = performance.now();
      setReadingCount(count);
    };
    try {
      return await read({ signal, onCount });
    } catch (error) {
      if (!signal.aborted) throw error;
      return undefined;
    } finally {
      setReadingCount(undefined);
    }
  };
  const take = (files: readonly ChosenFile[], into: string) => {
    if (limits === undefined || files.length === 0) return;
    const missing = [...queue.all()].filter((item) => item.state === "missing");
    queue.add(adoptPaths(files, missing), {
      limits,
      folder: into,
      rememberedOf: rememberedBy([
        ...[...visits.files.values()].flat(),
        ...known.current,
        ...missing.map(asRemembered),
      ]),
      sessionOf: sessionsByFile(earlier),
    });
    forgetCovered(visits, queue);
  };
  return {
    readingCount,
    stopReading: () => stop.current.abort(),
    add: (read) => {
      readAll(read)
        .then((choice) => {
          if (choice === undefined) return;
          take(choice.files, folder);
          keeper.addRoots(choice.roots, choice.roots.length > 0);
        })
        .catch(onError);
    },
    takeUp: async (files, { folder: into, roots, read }) => {
      known.current = [...known.current, ...files];
      const choice = read && (await readAll(read));
      take(choice?.files ?? [], into);
      keeper.addRoots(roots, roots.length > 0);
      queue.restore(
        files.filter(({ path }) => queue.find(path) === undefined),
        into,
      );
    },
  };
}

/** A visit whose files have all been chosen again is gone on with: nothing of it is left. */
function forgetCovered({ files, forget }: OpenVisits, queue: PageUploads["queue"]): void {
  for (const [id, remembered] of files) {
    if (remembered.every(({ path }) => queue.find(path) !== undefined)) void forget(id);
  }
}

function asRemembered({ path, sizeBytes, modifiedAt, uploadId, sha256, place }: UploadItem) {
  return { path, sizeBytes, modifiedAt, uploadId, sha256, place };
}

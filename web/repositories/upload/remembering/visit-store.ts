import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Remembered, Visit } from "./visit.ts";

interface UploadsSchema extends DBSchema {
  visits: { key: string; value: Visit; indexes: { repository: string } };
  files: {
    key: [visit: string, path: string];
    value: Remembered & { visit: string };
    indexes: { visit: string };
  };
}

export type VisitStore = {
  list: (repository: string) => Promise<Visit[]>;
  filesOf: (visit: string) => Promise<Remembered[]>;
  save: (visit: Visit) => Promise<void>;
  saveFiles: (visit: string, files: readonly Remembered[]) => Promise<void>;
  removeFiles: (visit: string, paths: readonly string[]) => Promise<void>;
  remove: (visit: string) => Promise<void>;
};

/** So much in one transaction: the page stays quick with thousands of files. */
const ROWS = 200;
/** Longer than a server keeps what nobody goes on with. */
const FORGOTTEN_AFTER_MS = 30 * 86_400_000;

/**
 * Unfinished uploads in the browser's own database.
 * @returns undefined where the browser keeps nothing, as in some private windows.
 */
export async function openVisitStore(): Promise<VisitStore | undefined> {
  const database = await open().catch(() => undefined);
  return database && visitStoreOf(database);
}

function open(): Promise<IDBPDatabase<UploadsSchema>> {
  return openDB<UploadsSchema>("gallery-uploads", 1, {
    upgrade: (database) => {
      const visits = database.createObjectStore("visits", { keyPath: "id" });
      visits.createIndex("repository", "repository");
      const files = database.createObjectStore("files", { keyPath: ["visit", "path"] });
      files.createIndex("visit", "visit");
    },
  });
}

function visitStoreOf(database: IDBPDatabase<UploadsSchema>): VisitStore {
  const remove = async (visit: string) => {
    await database.delete("visits", visit);
    // All that begins with the visit's id: an array sorts after every text.
    await database.delete("files", IDBKeyRange.bound([visit], [visit, []]));
  };
  return {
    remove,
    list: async (repository) => {
      const visits = await database.getAllFromIndex("visits", "repository", repository);
      const oldest = Date.now() - FORGOTTEN_AFTER_MS;
      for (const { id, touchedAt } of visits) if (touchedAt < oldest) await remove(id);
      return visits.filter(({ touchedAt }) => touchedAt >= oldest);
    },
    filesOf: (visit) => database.getAllFromIndex("files", "visit", visit),
    save: async (visit) => {
      await database.put("visits", visit);
    },
    saveFiles: async (visit, files) => {
      for (let from = 0; from < files.length; from += ROWS) {
        const { store, done } = database.transaction("files", "readwrite");
        for (const file of files.slice(from, from + ROWS)) void store.put({ ...file, visit });
        await done;
      }
    },
    removeFiles: async (visit, paths) => {
      for (let from = 0; from < paths.length; from += ROWS) {
        const { store, done } = database.transaction("files", "readwrite");
        for (const path of paths.slice(from, from + ROWS)) void store.delete([visit, path]);
        await done;
      }
    },
  };
}

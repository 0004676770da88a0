import { open, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { isProblem } from "#contract/problems.ts";
import { commitStaging, findCommitted, type CommitTask } from "./commit-staging.ts";
import { makeFolder, moveDurably, removeFile, syncFolder } from "./durable-files.ts";
import { HashThreads } from "./hash-threads.ts";
import { listObjects } from "./list-objects.ts";
import type { CommitOptions, ObjectStore, StagingKey, StoredObject } from "./object-store.ts";
import { OpenStagings } from "./open-stagings.ts";
import { readObject } from "./read-object.ts";
import { Staging } from "./staging.ts";
import { closeWriter, createJournal, openWriter } from "./staging-journal.ts";
import { asStorageError, isMissing, storageFull } from "./storage-problem.ts";
import { layoutOf, newKey, objectPath, stagingPaths, type StoreLayout } from "./store-layout.ts";
import { sweepFolder } from "./sweep-staging.ts";
import { unlessAborted } from "./unless-aborted.ts";
import { expectSha256, writeObject } from "./write-object.ts";
import { writeObjects } from "./write-objects.ts";

/**
 * An object store in one directory. Several processes may use it at the same time.
 * @param root is made when it is not there; only this store may change what is in it.
 */
export async function openDirectoryStore(root: string): Promise<ObjectStore> {
  const layout = layoutOf(root);
  for (const folder of Object.values(layout)) await makeFolder(folder);
  const threads = new HashThreads();
  const writer = openWriter();
  const stagings = new OpenStagings((key) =>
    Staging.load({ paths: stagingPaths(layout, key), writer, threads }),
  );
  const commits = new Map<StagingKey, Promise<StoredObject>>();

  async function commit(task: CommitTask): Promise<StoredObject> {
    const committed = await findCommitted(task);
    if (committed) return committed;
    const object = await stagings.use(task.key, (staging) => commitStaging(staging, task));
    await stagings.forget(task.key);
    return object;
  }

  return {
    async write(source, options = {}) {
      const key = newKey();
      const temporary = join(layout.temporary, key);
      const written = await writeObject(temporary, source, { ...options, threads });
      await place(temporary, objectPath(layout, key));
      return { key, ...written };
    },

    writeMany: (objects) => writeObjects(layout, objects),

    read: (key, options = {}) => readObject(key, objectPath(layout, key), options),

    async size(key) {
      try {
        return (await stat(objectPath(layout, key))).size;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    localPath: (key) => objectPath(layout, key),

    freeBytes: () => freeBytesOf(layout.objects),

    async remove(key) {
      await removeFile(objectPath(layout, key));
    },

    list: () => listObjects(layout.objects),

    openStaging: (sizeBytes) => createStaging(layout, sizeBytes),

    writeStagingPart: (key, part) => stagings.use(key, (staging) => staging.writePart(part)),

    stagingState: (key) => stagings.use(key, (staging) => staging.state()),

    async commitStaging(key, { expectedSha256, signal }: CommitOptions = {}) {
      let running = commits.get(key);
      if (running === undefined) {
        const task = { key, layout, threads, expectedSha256 };
        running = commit(task)
          .catch((error: unknown) => {
            throw asStorageError(error);
          })
          .finally(() => commits.delete(key));
        commits.set(key, running);
      }
      const object = await unlessAborted(running, signal);
      // Who joined a running commit may have declared another hash.
      expectSha256(expectedSha256, object.sha256);
      return object;
    },

    async discardStaging(key) {
      try {
        await stagings.use(key, (staging) => staging.discard());
      } catch (error) {
        if (!isProblem(error, "upload-not-found")) throw error;
      }
      await stagings.forget(key);
    },

    async sweepStaging({ untouchedForMs }) {
      const isInUse = (key: StagingKey) => stagings.isInUse(key);
      const swept = await sweepFolder(layout.staging, { untouchedForMs, isInUse });
      for (const key of swept) await stagings.forget(key);
      const unfinished = await sweepFolder(layout.temporary, { untouchedForMs, isInUse });
      return { removed: swept.length + unfinished.length };
    },

    async close() {
      await stagings.close();
      await threads.close();
      closeWriter(writer);
    },
  };
}

async function place(temporary: string, path: string): Promise<void> {
  try {
    await moveDurably(temporary, path);
  } catch (error) {
    await removeFile(temporary);
    throw asStorageError(error);
  }
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function createStaging(layout: StoreLayout, sizeBytes: number): Promise<StagingKey> {
  if (sizeBytes > (await freeBytesOf(layout.staging))) throw storageFull();
  const key = newKey();
  const { part, journal } = stagingPaths(layout, key);
  try {
    const file = await open(part, "wx", 0o600);
    try {
      await file.truncate(sizeBytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await createJournal(journal, sizeBytes);
    await syncFolder(layout.staging);
    return key;
  } catch (error) {
    await removeFile(part);
    await removeFile(journal);
    throw asStorageError(error);
  }
}

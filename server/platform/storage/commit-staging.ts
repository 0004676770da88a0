import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileExists, moveDurably, removeFile } from "./durable-files.ts";
import { FileHash } from "./file-hash.ts";
import type { HashThreads } from "./hash-threads.ts";
import type { StagingKey, StoredObject } from "./object-store.ts";
import { readObject } from "./read-object.ts";
import type { Staging } from "./staging.ts";
import { newKey, objectPath, stagingPaths, type StoreLayout } from "./store-layout.ts";
import { expectSha256, writeObject } from "./write-object.ts";

export type CommitTask = {
  key: StagingKey;
  layout: StoreLayout;
  threads: HashThreads;
  expectedSha256: string | undefined;
};

/** Makes an object of an upload under the upload's key, so that a repetition finds it. */
export async function commitStaging(staging: Staging, task: CommitTask): Promise<StoredObject> {
  await staging.seal();
  const object = (await staging.isTrusted())
    ? await moveVerified(staging, task)
    : await copyVerified(staging, task);
  await staging.discard();
  return object;
}

/** What an earlier commit of this upload made, verified anew; undefined when there was none. */
export async function findCommitted(task: CommitTask): Promise<StoredObject | undefined> {
  const path = objectPath(task.layout, task.key);
  if (!(await fileExists(path))) return undefined;
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const hash = new FileHash(task.threads, () =>
      Promise.resolve({ fd: file.fd, release: () => Promise.resolve() }),
    );
    hash.extendTo(size);
    const sha256 = await hash.digest();
    expectSha256(task.expectedSha256, sha256);
    const paths = stagingPaths(task.layout, task.key);
    for (const left of Object.values(paths)) await removeFile(left);
    return { key: task.key, sha256, sizeBytes: size };
  } finally {
    await file.close();
  }
}

async function moveVerified(staging: Staging, task: CommitTask): Promise<StoredObject> {
  const sha256 = await staging.finishHash();
  await expectOrDiscard(staging, task, sha256);
  await moveDurably(stagingPaths(task.layout, task.key).sealed, objectPath(task.layout, task.key));
  return { key: task.key, sha256, sizeBytes: staging.sizeBytes };
}

/** Another process may still have the file open for writing: we vouch for a private copy only. */
async function copyVerified(staging: Staging, task: CommitTask): Promise<StoredObject> {
  const temporary = join(task.layout.temporary, newKey());
  const source = readObject(task.key, stagingPaths(task.layout, task.key).sealed, {});
  const { sha256, sizeBytes } = await writeObject(temporary, source, { threads: task.threads });
  try {
    await expectOrDiscard(staging, task, sha256);
    await moveDurably(temporary, objectPath(task.layout, task.key));
  } catch (error) {
    await removeFile(temporary);
    throw error;
  }
  return { key: task.key, sha256, sizeBytes };
}

/** Bytes with another hash stay wrong however often the commit is repeated. */
async function expectOrDiscard(staging: Staging, task: CommitTask, sha256: string): Promise<void> {
  try {
    expectSha256(task.expectedSha256, sha256);
  } catch (error) {
    await staging.discard();
    throw error;
  }
}

import { isProblem, problem } from "#contract/problems.ts";
import { countBytes, missingSpans } from "../byte-spans.ts";
import type { StagingKey, StoredObject } from "../object-store.ts";
import { expectSha256 } from "../write-object.ts";
import { type Arrived, findArrived } from "./arrived.ts";
import { completeParts, putWhole } from "./assemble.ts";
import { headObject } from "./objects.ts";
import { discardStaging, removeStaging } from "./remove-staging.ts";
import { findRecord, multipartOf, type StagingRecord, writeRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";
import { verifyObject } from "./verify-object.ts";

export type CommitTask = {
  key: StagingKey;
  expectedSha256: string | undefined;
  /** Ends the parts that this process still receives, once all bytes are there. */
  stopParts: () => Promise<void>;
};

/**
 * Makes an object of an upload under the upload's key, so that a repetition finds it. The record
 * goes last: while it is there, the object belongs to nobody yet.
 */
export async function commitStaging(store: StoreParts, task: CommitTask): Promise<StoredObject> {
  const record = await findRecord(store, task.key);
  if (record === undefined) return findCommitted(store, task);
  try {
    const object = await makeObject(store, task, record);
    await removeStaging(store, task.key);
    return object;
  } catch (error) {
    // Bytes with another hash stay wrong however often the commit is repeated.
    if (isProblem(error, "hash-mismatch")) await discardStaging(store, task.key);
    throw error;
  }
}

/** What an earlier commit of this upload made, verified anew. */
async function findCommitted(store: StoreParts, task: CommitTask): Promise<StoredObject> {
  const head = await headObject(store.bucket, store.names.object(task.key));
  if (head === undefined) throw problem("upload-not-found");
  return verifyStored(store, task);
}

async function makeObject(
  store: StoreParts,
  task: CommitTask,
  record: StagingRecord,
): Promise<StoredObject> {
  const arrived = await findArrived(store, task.key, record);
  if (arrived === undefined) throw problem("upload-not-found");
  if (arrived.isWhole) return verifyStored(store, task);
  refuseIncomplete(arrived, record);
  await task.stopParts();
  // Whoever sweeps old uploads in another process sees that this one is alive.
  await writeRecord(store, task.key, record);
  const multipart = multipartOf(store, task.key, record);
  if (multipart === undefined) {
    const { sizeBytes } = record;
    return (
      (await putWhole(store, task, { pieces: arrived.pieces, sizeBytes })) ??
      verifyStored(store, task)
    );
  }
  await completeParts(store, { key: task.key, multipart, record, arrived });
  // S3 knows no SHA-256 of what came in parts: it is read back before anybody relies on it.
  return verifyObject(store, task);
}

/** One request's object has a checksum that the server itself has compared with its bytes. */
async function verifyStored(store: StoreParts, task: CommitTask): Promise<StoredObject> {
  const { key, expectedSha256 } = task;
  const head = await headObject(store.bucket, store.names.object(key));
  const known = store.checksChecksums ? head?.sha256 : undefined;
  if (head === undefined || known === undefined) return verifyObject(store, task);
  expectSha256(expectedSha256, known);
  return { key, sha256: known, sizeBytes: head.sizeBytes };
}

function refuseIncomplete({ received }: Arrived, { sizeBytes }: StagingRecord): void {
  const missing = missingSpans(received, { start: 0, end: sizeBytes });
  if (missing.length === 0) return;
  throw problem("upload-incomplete", {
    detail: `${countBytes(missing)} of ${sizeBytes} bytes are missing`,
    extra: { missing },
  });
}

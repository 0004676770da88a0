import { mkdir } from "node:fs/promises";
import { countBytes } from "../byte-spans.ts";
import { problem } from "#contract/problems.ts";
import type { ListedObject, ObjectStore, StagingKey, StoredObject } from "../object-store.ts";
import { partSizeFor } from "../part-size.ts";
import { newKey } from "../store-layout.ts";
import { unlessAborted } from "../unless-aborted.ts";
import { expectSha256 } from "../write-object.ts";
import { ActiveParts } from "./active-parts.ts";
import { findArrived } from "./arrived.ts";
import { Bucket } from "./bucket.ts";
import { checkBucket } from "./check-bucket.ts";
import { commitStaging } from "./commit-staging.ts";
import { openDirectTransfer } from "./direct-transfer.ts";
import { abortMultipart, beginMultipart } from "./multipart-uploads.ts";
import { ObjectNames } from "./object-names.ts";
import { headObject, listNames, removeObject } from "./objects.ts";
import { readObject } from "./read-object.ts";
import { discardStaging } from "./remove-staging.ts";
import type { S3Settings } from "./settings.ts";
import { getRecord, writeRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";
import { sweepStagings } from "./sweep-stagings.ts";
import { VerifyThread } from "./verify-thread-client.ts";
import { writeObject } from "./write-object.ts";
import { writeObjects } from "./write-objects.ts";
import { writePart } from "./write-part.ts";

/**
 * An object store in a bucket of an S3-compatible server. Several processes may use it at the same
 * time: what is known of an upload lies in the bucket.
 * @param spoolFolder on this machine, for bytes that wait to be sent: at most two parts a request.
 * @throws {BucketError} naming the setting that is wrong.
 */
export async function openS3Store(
  settings: S3Settings,
  { spoolFolder }: { spoolFolder: string },
): Promise<ObjectStore> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const bucket = new Bucket(settings);
  const store: StoreParts = {
    bucket,
    names: new ObjectNames(settings.prefix),
    spoolFolder,
    verifier: new VerifyThread(settings),
    ...(await checkBucket(bucket)),
  };
  const { names, verifier } = store;
  const active = new ActiveParts();
  const commits = new Map<StagingKey, Promise<StoredObject>>();

  return {
    write: (source, options = {}) => writeObject(store, source, options),

    writeMany: (objects) => writeObjects(store, objects),

    read: (key, options = {}) => readObject(bucket, { key, name: names.object(key) }, options),

    size: async (key) => (await headObject(bucket, names.object(key)))?.sizeBytes,

    remove: async (key) => removeObject(bucket, names.object(key)),

    list: () => listObjects(store),

    openStaging: (sizeBytes, { expectedSha256 } = {}) =>
      openStaging(store, { sizeBytes, sha256: expectedSha256 ?? null }),

    async writeStagingPart(key, part) {
      if (commits.has(key)) throw problem("upload-not-open");
      await active.receive(key, part.signal, (signal) =>
        writePart(store, key, { ...part, signal }),
      );
    },

    async stagingState(key) {
      const record = await getRecord(store, key);
      const arrived = await findArrived(store, key, record);
      if (arrived === undefined) throw problem("upload-not-found");
      const { sizeBytes, partSizeBytes } = record;
      const received = [...arrived.received];
      const receivedBytes = countBytes(received);
      return { sizeBytes, partSizeBytes, received, receivedBytes, hashedBytes: 0 };
    },

    async commitStaging(key, { expectedSha256, signal } = {}) {
      let running = commits.get(key);
      if (running === undefined) {
        const stopParts = () => active.stop(key);
        running = commitStaging(store, { key, expectedSha256, stopParts }).finally(() =>
          commits.delete(key),
        );
        commits.set(key, running);
      }
      const object = await unlessAborted(running, signal);
      // Who joined a running commit may have declared another hash.
      expectSha256(expectedSha256, object.sha256);
      return object;
    },

    async discardStaging(key) {
      await active.stop(key);
      const running = commits.get(key);
      if (running === undefined) await discardStaging(store, key);
      // Nobody waits until many bytes are read back; a commit that succeeds leaves no upload.
      else running.catch(() => discardStaging(store, key)).catch(() => undefined);
    },

    async sweepStaging({ untouchedForMs }) {
      const isInUse = (key: StagingKey) => active.isReceiving(key) || commits.has(key);
      return { removed: await sweepStagings(store, { untouchedForMs, isInUse }) };
    },

    ...(settings.isDirect ? { direct: await openDirectTransfer(store) } : {}),

    async close() {
      await active.stopAll();
      await Promise.allSettled(commits.values());
      await verifier.close();
      bucket.close();
    },
  };
}

/** Source: Amazon S3 user guide, multipart upload limits. */
const LARGEST_OBJECT_BYTES = 5 * 1024 ** 4;

function tooLarge() {
  return problem("storage-full", {
    detail: `The object storage takes files of at most ${LARGEST_OBJECT_BYTES} bytes`,
    extra: { limit: LARGEST_OBJECT_BYTES },
  });
}

/**
 * In one request goes what fits into a part and either comes through this server, which hashes it,
 * or has a hash that the client's address can be bound to.
 */
async function openStaging(
  store: StoreParts,
  { sizeBytes, sha256 }: { sizeBytes: number; sha256: string | null },
): Promise<StagingKey> {
  if (sizeBytes > LARGEST_OBJECT_BYTES) throw tooLarge();
  const key = newKey();
  const partSizeBytes = partSizeFor(sizeBytes);
  const { isDirect } = store.bucket.settings;
  const isOne = sizeBytes <= partSizeBytes && (sha256 !== null || !isDirect || sizeBytes === 0);
  const multipart = isOne
    ? undefined
    : await beginMultipart(store.bucket, store.names.object(key), { checksum: "CRC32" });
  const uploadId = multipart?.uploadId ?? null;
  try {
    await writeRecord(store, key, { sizeBytes, partSizeBytes, uploadId, sha256 });
  } catch (error) {
    if (multipart) await abortMultipart(store.bucket, multipart).catch(() => undefined);
    throw error;
  }
  return key;
}

async function* listObjects({
  bucket,
  names,
}: StoreParts): AsyncGenerator<ListedObject, void, undefined> {
  for await (const { name, sizeBytes, changedAt } of listNames(bucket, names.allObjects)) {
    const key = names.keyOfObject(name);
    if (key !== undefined) yield { key, sizeBytes, storedAt: changedAt };
  }
}

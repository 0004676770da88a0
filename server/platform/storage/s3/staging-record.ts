import { z } from "zod";
import { problem } from "#contract/problems.ts";
import type { StagingKey } from "../object-store.ts";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Multipart } from "./multipart-uploads.ts";
import { base64Crc32 } from "./base64-crc32.ts";
import { isBucketMissing } from "./bucket-error.ts";
import { bytesPayload, putObject, removeObject } from "./objects.ts";
import type { StoreParts } from "./store-parts.ts";

const Record = z.object({
  sizeBytes: z.number().int().min(0),
  partSizeBytes: z.number().int().min(1),
  /** Null: the upload fits into one part and becomes an object in one request. */
  uploadId: z.string().nullable(),
  /** What a client that sends straight to the bucket must send; hexadecimal. */
  sha256: z.string().nullable(),
});

/** What never changes of an upload. It lies in the bucket until the upload is over. */
export type StagingRecord = z.infer<typeof Record>;

type Store = Pick<StoreParts, "bucket" | "names">;

export async function writeRecord(
  { bucket, names }: Store,
  key: StagingKey,
  record: StagingRecord,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(record));
  const digest = { crc32: base64Crc32(bytes) };
  await putObject(bucket, { name: names.record(key), payload: bytesPayload(bytes), digest });
}

/** Undefined when the upload is over or was never there. */
export async function findRecord(
  { bucket, names }: Store,
  key: StagingKey,
): Promise<StagingRecord | undefined> {
  const name = names.record(key);
  try {
    const text = await bucket.runAgain(async (client) => {
      const answer = await client.send(new GetObjectCommand({ Bucket: bucket.name, Key: name }));
      return (await answer.Body?.transformToString()) ?? "";
    });
    return Record.parse(JSON.parse(text));
  } catch (error) {
    if (isBucketMissing(error)) return undefined;
    throw error;
  }
}

/** @throws {Problem} `upload-not-found`. */
export async function getRecord(store: Store, key: StagingKey): Promise<StagingRecord> {
  const record = await findRecord(store, key);
  if (record === undefined) throw problem("upload-not-found");
  return record;
}

export async function removeRecord({ bucket, names }: Store, key: StagingKey): Promise<void> {
  await removeObject(bucket, names.record(key));
}

/** The bucket's own upload behind ours; undefined where there is none. */
export function multipartOf(
  { names }: Pick<StoreParts, "names">,
  key: StagingKey,
  { uploadId }: StagingRecord,
): Multipart | undefined {
  return uploadId === null ? undefined : { name: names.object(key), uploadId };
}

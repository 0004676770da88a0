import type { StagingKey } from "../object-store.ts";
import { abortMultipart } from "./multipart-uploads.ts";
import { listNames, removeObject } from "./objects.ts";
import { findRecord, multipartOf, removeRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

/** Removes an upload with all that has arrived of it, unless it was committed. */
export async function discardStaging(store: StoreParts, key: StagingKey): Promise<void> {
  const record = await findRecord(store, key);
  // Without its record the upload is over, and an object of its name has an owner.
  if (record === undefined) return;
  const multipart = multipartOf(store, key, record);
  if (multipart !== undefined) await abortMultipart(store.bucket, multipart);
  await removeObject(store.bucket, store.names.object(key));
  await removeStaging(store, key);
}

/** Removes what lies beside the object; the record last, so that it can be repeated. */
export async function removeStaging(store: StoreParts, key: StagingKey): Promise<void> {
  const record = store.names.record(key);
  for await (const { name } of listNames(store.bucket, store.names.staging(key))) {
    if (name !== record) await removeObject(store.bucket, name);
  }
  await removeRecord(store, key);
}

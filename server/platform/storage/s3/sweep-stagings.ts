import type { StagingKey } from "../object-store.ts";
import { abortMultipart, listMultiparts, listParts } from "./multipart-uploads.ts";
import { listNames, removeObject } from "./objects.ts";
import { discardStaging } from "./remove-staging.ts";
import { findRecord, multipartOf } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

export type SweepOptions = {
  untouchedForMs: number;
  /** Whether this process works on the upload right now. */
  isInUse: (key: StagingKey) => boolean;
};

/** Ends uploads that nothing has touched for long, with the parts that the bucket keeps of them. */
export async function sweepStagings(store: StoreParts, options: SweepOptions): Promise<number> {
  const limit = Date.now() - options.untouchedForMs;
  let removed = 0;
  for (const [key, touchedAt] of await stagingsByAge(store)) {
    if (touchedAt > limit || options.isInUse(key)) continue;
    if ((await newestPart(store, key)) > limit) continue;
    await discardStaging(store, key);
    await removeLeftovers(store, key);
    removed += 1;
  }
  return removed + (await sweepMultiparts(store, limit));
}

async function stagingsByAge(store: StoreParts): Promise<Map<StagingKey, number>> {
  const touchedAt = new Map<StagingKey, number>();
  for await (const { name, changedAt } of listNames(store.bucket, store.names.allStagings)) {
    const key = store.names.keyOfStaging(name);
    if (key === undefined) continue;
    touchedAt.set(key, Math.max(touchedAt.get(key) ?? 0, changedAt.getTime()));
  }
  return touchedAt;
}

async function newestPart(store: StoreParts, key: StagingKey): Promise<number> {
  const record = await findRecord(store, key);
  const multipart = record && multipartOf(store, key, record);
  const parts = multipart && (await listParts(store.bucket, multipart));
  return Math.max(0, ...(parts ?? []).map(({ changedAt }) => changedAt.getTime()));
}

/** Pieces that came when the upload was over. */
async function removeLeftovers(store: StoreParts, key: StagingKey): Promise<void> {
  const { bucket, names } = store;
  for await (const { name } of listNames(bucket, names.staging(key))) {
    await removeObject(bucket, name);
  }
}

/** Uploads of the bucket's own kind that no record names: of a write or an opening that crashed. */
async function sweepMultiparts(store: StoreParts, limit: number): Promise<number> {
  const { bucket, names } = store;
  let removed = 0;
  for await (const multipart of listMultiparts(bucket, names.allObjects)) {
    const key = names.keyOfObject(multipart.name);
    if (key === undefined || multipart.begunAt.getTime() > limit) continue;
    const record = await findRecord(store, key);
    if (record?.uploadId === multipart.uploadId) continue;
    const parts = (await listParts(bucket, multipart)) ?? [];
    if (parts.some(({ changedAt }) => changedAt.getTime() > limit)) continue;
    await abortMultipart(bucket, multipart);
    removed += 1;
  }
  return removed;
}

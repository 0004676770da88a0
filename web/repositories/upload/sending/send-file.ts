import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import { type UploadEvent, uploadFile } from "#sdk/index.ts";
import { gallery } from "../../../app/gallery.ts";
import type { Sendable, UploadItem } from "../queue/upload-item.ts";
import { hashFile, type Hashes } from "./hash-files.ts";
import { isSame, mayBeSame, wantsOid } from "./is-same.ts";
import { directWithProgress } from "./send-direct-with-progress.ts";
import { sendPartWithProgress } from "./send-part-with-progress.ts";

/** Sends one file; `change` tells what is known of it as it goes on. */
export type SendFile = (item: Sendable, options: SendOptions) => Promise<void>;

type SendOptions = { signal: AbortSignal; change: (changes: Partial<UploadItem>) => void };

/** Up to here a file is hashed first: what the server has is then known before a byte is sent. */
const HASH_FIRST_BYTES = 32_000_000;
/** A broken line is the queue's business: here only a stumble is passed over. */
export const RETRY = { attempts: 3, firstDelayMs: 300 };

/** The upload of the SDK with the browser's own parts: a hashing worker and visible progress. */
export function createFileSender(address: Address): SendFile {
  return async (item, options) => {
    const hashing = hash(item, options);
    // Whatever fails first is thrown.
    hashing.catch(() => undefined);
    if (await isDoneByHash(item, hashing, options)) return;
    try {
      await send(address, { item, hashing }, options);
    } catch (error) {
      // The session of an earlier visit was for other bytes of the same size: begin anew.
      if (item.uploadId === undefined || !isProblem(error, "hash-mismatch")) throw error;
      options.change({ sentBytes: 0, uploadId: undefined });
      await send(address, { item: { ...item, uploadId: undefined }, hashing }, options);
    }
  };
}

/** The repository has this very file, or the hash shows that the session to resume is of another. */
async function isDoneByHash(
  item: Sendable,
  hashing: Promise<Hashes>,
  { change }: SendOptions,
): Promise<boolean> {
  if (!mayBeSame(item)) return false;
  const hashes = await hashing;
  if (!isSame(item, hashes)) return false;
  change({ state: "same", sha256: hashes.sha256 });
  return true;
}

type Sending = { item: Sendable; hashing: Promise<Hashes> };

async function send(
  address: Address,
  { item, hashing }: Sending,
  { signal, change }: SendOptions,
): Promise<void> {
  const isHashedFirst = item.sizeBytes <= HASH_FIRST_BYTES;
  const sha256 = isHashedFirst ? (await hashing).sha256 : hashing.then((hashes) => hashes.sha256);
  const uploaded = await uploadFile({
    client: gallery,
    address,
    path: item.target,
    source: item.file,
    sha256,
    uploadId: item.uploadId,
    parallelParts: 2,
    sendPart: sendPartWithProgress,
    direct: directWithProgress,
    retry: RETRY,
    signal,
    onProgress: (event) => change(changesOf(event)),
  });
  change({
    state: "stored",
    sentBytes: item.sizeBytes,
    uploadId: uploaded.uploadId,
    place: { uploadId: uploaded.uploadId },
    sha256: uploaded.sha256,
    wasStored: uploaded.wasStored,
  });
}

/** What an earlier visit or attempt has hashed of the very same file is not hashed again. */
async function hash(item: Sendable, { signal, change }: SendOptions): Promise<Hashes> {
  if (item.sha256 !== undefined && !wantsOid(item)) return { sha256: item.sha256 };
  const hashes = await hashFile(item.file, {
    signal,
    wantsOid: wantsOid(item),
    onProgress: (hashedBytes) => change({ hashedBytes }),
  });
  change({ sha256: hashes.sha256, hashedBytes: item.sizeBytes });
  return hashes;
}

function changesOf(event: UploadEvent): Partial<UploadItem> {
  switch (event.type) {
    case "opened":
      return { uploadId: event.upload.id };
    case "sent":
      return { state: "sending", sentBytes: event.sentBytes, isRetrying: false };
    case "verifying":
      return { state: "verifying", isRetrying: false };
    case "retrying":
      return { isRetrying: true };
  }
}

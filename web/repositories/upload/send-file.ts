import type { Address } from "#contract/fields.ts";
import { isProblem } from "#contract/problems.ts";
import { type UploadEvent, uploadFile } from "#sdk/index.ts";
import { gallery } from "../../app/gallery.ts";
import { hashFile } from "./hash-file.ts";
import { sendPartWithProgress } from "./send-part-with-progress.ts";
import type { UploadItem } from "./upload-item.ts";
import type { SendFile } from "./upload-queue.ts";

/** Up to here a file is hashed first: what the server has is then known before a byte is sent. */
const HASH_FIRST_BYTES = 32_000_000;

/** The upload of the SDK with the browser's own parts: a hashing worker and visible progress. */
export function createFileSender(address: Address): SendFile {
  const send: SendFile = async (item, { signal, change }) => {
    const hashing = item.sha256 ?? hash(item.file, { signal, change });
    const sha256 = item.sizeBytes <= HASH_FIRST_BYTES ? await hashing : hashing;
    const uploaded = await uploadFile({
      client: gallery,
      address,
      path: item.target,
      source: item.file,
      sha256,
      uploadId: item.uploadId,
      parallelParts: 2,
      sendPart: sendPartWithProgress,
      signal,
      onProgress: (event) => change(changesOf(event)),
    });
    change({
      uploadId: uploaded.uploadId,
      sha256: uploaded.sha256,
      wasStored: uploaded.wasStored,
    });
  };
  return async (item, options) => {
    try {
      await send(item, options);
    } catch (error) {
      // The session of an earlier visit was for other bytes of the same size: begin anew.
      if (item.uploadId === undefined || !isProblem(error, "hash-mismatch")) throw error;
      options.change({ sentBytes: 0, uploadId: undefined });
      await send({ ...item, uploadId: undefined }, options);
    }
  };
}

async function hash(file: File, { signal, change }: Parameters<SendFile>[1]): Promise<string> {
  const sha256 = await hashFile(file, {
    signal,
    onProgress: (hashedBytes) => change({ hashedBytes }),
  });
  change({ sha256, hashedBytes: file.size });
  return sha256;
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

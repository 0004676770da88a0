import { createHash, type Hash } from "node:crypto";
import type { ByteSource, StoredObject, WriteOptions } from "../object-store.ts";
import { partSizeFor } from "../part-size.ts";
import { newKey } from "../store-layout.ts";
import { expectSha256, expectSize, limitedTo } from "../write-object.ts";
import { abortable } from "../write-stream.ts";
import { bytesPayload, putObject, removeObject } from "./objects.ts";
import { PartSender } from "./part-sender.ts";
import { spoolPieces, type SpooledPiece } from "./spooled-piece.ts";
import type { StoreParts } from "./store-parts.ts";
import { verifyObject } from "./verify-object.ts";

/**
 * Sends a stream to the bucket, part by part while it comes; what fits into one part goes in one
 * request. The object appears when all its bytes are there and have the expected hash.
 */
export async function writeObject(
  store: StoreParts,
  source: ByteSource,
  options: WriteOptions,
): Promise<StoredObject> {
  const key = newKey();
  const name = store.names.object(key);
  const hash = createHash("sha256");
  const chunks = limitedTo(options.expectedSizeBytes, abortable(source, options.signal));
  const partBytes = partSizeFor(options.expectedSizeBytes ?? 0);
  const pieces = spoolPieces(hashed(chunks, hash), {
    folder: store.spoolFolder,
    offset: 0,
    endOf: (position) => position + partBytes,
    digest: "sha256",
    ownsChunks: options.ownsChunks ?? false,
  });
  const parts = new PartSender(store.bucket, name, options.signal);
  let last: SpooledPiece | undefined;
  try {
    for await (const piece of pieces) {
      if (piece.isFull) await parts.take(piece);
      else last = piece;
    }
    const sizeBytes = last?.span.end ?? parts.sentBytes;
    expectSize(options.expectedSizeBytes, sizeBytes);
    const sha256 = hash.digest("hex");
    expectSha256(options.expectedSha256, sha256);
    if (parts.isEmpty) await sendWhole(store, { name, last, sha256, signal: options.signal });
    else await parts.complete(last);
    const stored = { key, sha256, sizeBytes };
    if (!store.checksChecksums) await verifyObject(store, { key, expectedSha256: sha256 });
    return stored;
  } catch (error) {
    await parts.abort();
    // It may have been stored though its answer was lost.
    await removeObject(store.bucket, name).catch(() => undefined);
    throw error;
  } finally {
    await last?.close();
  }
}

type Whole = {
  name: string;
  last: SpooledPiece | undefined;
  sha256: string;
  signal: AbortSignal | undefined;
};

async function sendWhole(store: StoreParts, { name, last, sha256, signal }: Whole): Promise<void> {
  await last?.finish();
  const payload = last?.payload() ?? bytesPayload(new Uint8Array());
  const digest = { sha256: Buffer.from(sha256, "hex").toString("base64") };
  await putObject(store.bucket, { name, payload, digest, signal });
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: Hash,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

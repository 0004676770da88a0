import { partSizeFor } from "../part-size.ts";
import type { Bucket } from "../s3/bucket.ts";
import { bytesPayload, putObject } from "../s3/objects.ts";
import { PartSender } from "../s3/part-sender.ts";
import { spoolPieces, type SpooledPiece } from "../s3/spooled-piece.ts";
import { expectSize, limitedTo } from "../write-object.ts";
import { abortable } from "../write-stream.ts";

export type ForeignObject = {
  name: string;
  sizeBytes: number;
  /** On this machine, for parts that wait to be sent: at most two. */
  spoolFolder: string;
  signal?: AbortSignal | undefined;
};

/** Sends a stream as one object, which appears when all its bytes are there, or not at all. */
export async function sendObject(
  bucket: Bucket,
  { name, sizeBytes, spoolFolder, signal }: ForeignObject,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const partBytes = partSizeFor(sizeBytes);
  const pieces = spoolPieces(limitedTo(sizeBytes, abortable(source, signal)), {
    folder: spoolFolder,
    offset: 0,
    endOf: (position) => position + partBytes,
    digest: "sha256",
  });
  const parts = new PartSender(bucket, name, signal);
  let last: SpooledPiece | undefined;
  try {
    for await (const piece of pieces) {
      if (piece.isFull) await parts.take(piece);
      else last = piece;
    }
    expectSize(sizeBytes, last?.span.end ?? parts.sentBytes);
    if (!parts.isEmpty) await parts.complete(last);
    else if (last === undefined) await put(new Uint8Array());
    else await put(last);
  } catch (error) {
    await parts.abort();
    throw error;
  } finally {
    await last?.close();
  }

  async function put(whole: SpooledPiece | Uint8Array): Promise<void> {
    const isPiece = !(whole instanceof Uint8Array);
    const digest = isPiece ? await whole.finish() : { sha256: EMPTY_SHA256 };
    const payload = isPiece ? whole.payload() : bytesPayload(whole);
    await putObject(bucket, { name, payload, digest, signal });
  }
}

/** Of no bytes, base64. */
const EMPTY_SHA256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

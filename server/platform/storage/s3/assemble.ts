import { createHash } from "node:crypto";
import type { ByteSpan, StagingKey, StoredObject } from "../object-store.ts";
import { expectSha256 } from "../write-object.ts";
import { type Arrived, countParts, findArrived, type Piece, spanOfPart } from "./arrived.ts";
import { hasBucketCode, statusOf } from "./bucket-error.ts";
import {
  completeMultipart,
  isOver,
  type Multipart,
  type MultipartPart,
  putPart,
} from "./multipart-uploads.ts";
import { bytesPayload, putObject } from "./objects.ts";
import { readObject } from "./read-object.ts";
import { spoolPieces } from "./spooled-piece.ts";
import type { StagingRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

const ATTEMPTS = 3;

type Upload = { key: StagingKey; multipart: Multipart; record: StagingRecord };

/** Makes parts of the pieces that are none, and the object of all parts. */
export async function completeParts(
  store: StoreParts,
  { arrived, ...upload }: Upload & { arrived: Arrived },
): Promise<void> {
  let present = arrived;
  for (let attempt = 1; ; attempt++) {
    try {
      const parts = await allParts(store, upload, present);
      await completeMultipart(store.bucket, upload.multipart, parts);
      return;
    } catch (error) {
      // A part was sent again in between, or somebody else has made the object.
      const isRaced = hasBucketCode(error, "InvalidPart") || isOver(error);
      if (!isRaced || attempt === ATTEMPTS) throw error;
      const now = await findArrived(store, upload.key, upload.record);
      if (now === undefined) throw error;
      if (now.isWhole) return;
      present = now;
    }
  }
}

async function allParts(
  store: StoreParts,
  { multipart, record }: Upload,
  { parts, pieces }: Arrived,
): Promise<MultipartPart[]> {
  const all: MultipartPart[] = [];
  for (let number = 1; number <= countParts(record); number++) {
    const present = parts.get(number);
    all.push(present ?? (await makePart(store, { multipart, record, number, pieces })));
  }
  return all;
}

type Making = {
  multipart: Multipart;
  record: StagingRecord;
  number: number;
  pieces: readonly Piece[];
};

async function makePart(
  store: StoreParts,
  { multipart, record, number, pieces }: Making,
): Promise<MultipartPart> {
  const span = spanOfPart(record, number);
  const spooled = spoolPieces(readPieces(store, pieces, span), {
    folder: store.spoolFolder,
    offset: span.start,
    endOf: () => span.end,
    digest: "crc32",
  });
  for await (const piece of spooled) {
    try {
      const digest = await piece.finish();
      const payload = piece.payload();
      return await putPart(store.bucket, multipart, { number, payload, digest });
    } finally {
      await piece.close();
    }
  }
  throw new Error(`part ${number} has no bytes`);
}

/**
 * Makes the object of an upload that fits into one request.
 * @returns undefined when the object is there but nobody has vouched for it: it must be verified.
 */
export async function putWhole(
  store: StoreParts,
  { key, expectedSha256 }: { key: StagingKey; expectedSha256: string | undefined },
  { pieces, sizeBytes }: { pieces: readonly Piece[]; sizeBytes: number },
): Promise<StoredObject | undefined> {
  const read = readPieces(store, pieces, { start: 0, end: sizeBytes });
  const bytes = Buffer.concat(await Array.fromAsync(read));
  const hash = createHash("sha256").update(bytes).digest();
  const sha256 = hash.toString("hex");
  expectSha256(expectedSha256, sha256);
  const name = store.names.object(key);
  const digest = { sha256: hash.toString("base64") };
  try {
    await putObject(store.bucket, {
      name,
      payload: bytesPayload(bytes),
      digest,
      onlyNew: store.knowsConditions,
    });
  } catch (error) {
    if (hasBucketCode(error, "PreconditionFailed") || statusOf(error) === 412) return undefined;
    throw error;
  }
  return store.checksChecksums ? { key, sha256, sizeBytes } : undefined;
}

/** The bytes of a span out of pieces that may overlap; where they do, the first one counts. */
async function* readPieces(
  { bucket }: StoreParts,
  pieces: readonly Piece[],
  span: ByteSpan,
): AsyncGenerator<Buffer, void, undefined> {
  let position = span.start;
  for (const { name, start, end } of pieces) {
    if (end <= position || position >= span.end) continue;
    const range = { start: position - start, end: Math.min(end, span.end) - start };
    yield* readObject(bucket, { key: name, name }, range);
    position = start + range.end;
  }
  if (position < span.end) throw new Error(`no piece holds byte ${position}`);
}

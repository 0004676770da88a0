import { addSpan, type ByteSpans } from "../byte-spans.ts";
import type { ByteSpan, StagingKey } from "../object-store.ts";
import { listParts, type MultipartPart } from "./multipart-uploads.ts";
import { spanOfPiece } from "./object-names.ts";
import { headObject, listNames } from "./objects.ts";
import { multipartOf, type StagingRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

export type Piece = ByteSpan & { name: string };

/** What the bucket has of an upload. */
export type Arrived = {
  /** The object is there whole: sent straight, or made by a commit that did not come to its end. */
  isWhole: boolean;
  /** Whole parts, by number. */
  parts: Map<number, MultipartPart>;
  /** Bytes that are no whole part, in the order of their beginnings. */
  pieces: Piece[];
  received: ByteSpans;
};

/** Undefined when the bucket has neither the upload nor its object: a rule of its own ended it. */
export async function findArrived(
  store: StoreParts,
  key: StagingKey,
  record: StagingRecord,
): Promise<Arrived | undefined> {
  const multipart = multipartOf(store, key, record);
  const [listed, pieces, isWhole] = await Promise.all([
    multipart === undefined ? [] : listParts(store.bucket, multipart),
    findPieces(store, key),
    multipart === undefined && isThere(store, key, record),
  ]);
  if (isWhole || (listed === undefined && (await isThere(store, key, record)))) {
    const received = addSpan([], { start: 0, end: record.sizeBytes });
    return { isWhole: true, parts: new Map(), pieces, received };
  }
  if (listed === undefined) return undefined;
  const parts = new Map<number, MultipartPart>();
  let received: ByteSpans = [];
  for (const part of listed) {
    const span = spanOfPart(record, part.number);
    // A part of another size was sent by somebody who did not keep to the address.
    if (part.sizeBytes !== span.end - span.start) continue;
    parts.set(part.number, part);
    received = addSpan(received, span);
  }
  for (const piece of pieces) received = addSpan(received, piece);
  return { isWhole: false, parts, pieces, received };
}

async function isThere(
  { bucket, names }: StoreParts,
  key: StagingKey,
  { sizeBytes }: StagingRecord,
): Promise<boolean> {
  return (await headObject(bucket, names.object(key)))?.sizeBytes === sizeBytes;
}

async function findPieces({ bucket, names }: StoreParts, key: StagingKey): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const { name } of listNames(bucket, names.staging(key))) {
    const span = spanOfPiece(name);
    if (span !== undefined) pieces.push({ ...span, name });
  }
  return pieces.toSorted((a, b) => a.start - b.start || a.name.localeCompare(b.name));
}

/** Which part a byte lies in; the first one is 1. */
export function numberOfPart({ partSizeBytes }: StagingRecord, position: number): number {
  return Math.floor(position / partSizeBytes) + 1;
}

export function spanOfPart({ sizeBytes, partSizeBytes }: StagingRecord, number: number): ByteSpan {
  const start = (number - 1) * partSizeBytes;
  return { start, end: Math.max(start, Math.min(start + partSizeBytes, sizeBytes)) };
}

export function countParts({ sizeBytes, partSizeBytes }: StagingRecord): number {
  return Math.ceil(sizeBytes / partSizeBytes);
}

import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { problem } from "#contract/problems.ts";
import { addSpan, type ByteSpans, countBytes, missingSpans } from "../byte-spans.ts";
import { checkPartBounds } from "../check-part-bounds.ts";
import type { ByteSpan, StagingKey, StagingPart } from "../object-store.ts";
import { expectSize, limitedTo } from "../write-object.ts";
import { abortable } from "../write-stream.ts";
import { type Arrived, findArrived, numberOfPart, spanOfPart } from "./arrived.ts";
import { encodeCrc32 } from "./base64-crc32.ts";
import { isOver, putPart } from "./multipart-uploads.ts";
import { type Digest, type Payload, putObject } from "./objects.ts";
import { spoolPieces, type SpooledPiece } from "./spooled-piece.ts";
import { getRecord, multipartOf, type StagingRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

/** Each one is an object to be listed, read and removed. */
const MOST_PIECES = 10_000;

/**
 * Takes bytes of an upload that come through this server. A whole part becomes a part of the
 * bucket's own upload; other pieces wait as objects beside it until the commit.
 */
export async function writePart(
  store: StoreParts,
  key: StagingKey,
  part: StagingPart,
): Promise<void> {
  const record = await getRecord(store, key);
  checkPartBounds(part, record.sizeBytes);
  const arrived = await findArrived(store, key, record);
  if (arrived === undefined) throw problem("upload-not-found");
  const writing = { store, key, record, arrived, received: arrived.received };
  const room = Math.min(part.sizeBytes ?? Infinity, record.sizeBytes - part.offset);
  const pieces = spoolPieces(limitedTo(room, abortable(part.source, part.signal)), {
    folder: store.spoolFolder,
    offset: part.offset,
    endOf: (position) => spanOfPart(record, numberOfPart(record, position)).end,
    digest: "crc32",
    ownsChunks: part.ownsChunks ?? false,
  });
  let end = part.offset;
  let underway: Promise<void> = Promise.resolve();
  try {
    for await (const piece of pieces) {
      end = piece.span.end;
      const before = underway;
      underway = keepAfter(before, writing, piece);
      // Its failure is met by the next piece; until then it must not count as unhandled.
      underway.catch(() => undefined);
      await before;
    }
  } finally {
    // Also what arrived of a part that failed need not be sent again.
    await underway;
  }
  expectSize(part.sizeBytes, end - part.offset);
}

type Writing = {
  store: StoreParts;
  key: StagingKey;
  record: StagingRecord;
  arrived: Arrived;
  received: ByteSpans;
};

async function keepAfter(
  before: Promise<void>,
  writing: Writing,
  piece: SpooledPiece,
): Promise<void> {
  try {
    await before;
    await keepPiece(writing, piece);
  } finally {
    await piece.close();
  }
}

/** The first bytes at a place stay: only what was missing is kept. */
async function keepPiece(writing: Writing, piece: SpooledPiece): Promise<void> {
  const { store, key, record, arrived } = writing;
  const missing = missingSpans(writing.received, piece.span);
  const digest = await piece.finish();
  const multipart = multipartOf(store, key, record);
  const number = numberOfPart(record, piece.span.start);
  const isPart = multipart !== undefined && sameSpan(missing, spanOfPart(record, number));
  try {
    if (isPart)
      await putPart(store.bucket, multipart, { number, payload: piece.payload(), digest });
    else {
      if (arrived.pieces.length + missing.length > MOST_PIECES) throw tooManyPieces(record);
      for (const span of missing) await putPiece(writing, { piece, span, digest });
    }
  } catch (error) {
    throw isOver(error) ? problem("upload-not-open", { cause: error }) : error;
  }
  for (const span of missing) writing.received = addSpan(writing.received, span);
}

function sameSpan(spans: ByteSpans, { start, end }: ByteSpan): boolean {
  return spans.length === 1 && spans[0]?.start === start && spans[0].end === end;
}

async function putPiece(
  { store, key, arrived }: Writing,
  { piece, span, digest }: { piece: SpooledPiece; span: ByteSpan; digest: Digest },
): Promise<void> {
  const name = store.names.piece(key, span, randomBytes(4).toString("hex"));
  const payload = piece.payload(span);
  const isWhole = countBytes([span]) === countBytes([piece.span]);
  await putObject(store.bucket, {
    name,
    payload,
    digest: isWhole ? digest : await digestOf(payload),
  });
  arrived.pieces.push({ ...span, name });
}

async function digestOf(payload: Payload): Promise<Digest> {
  const bytes = payload.open();
  if (bytes instanceof Uint8Array) return { crc32: encodeCrc32(crc32(bytes)) };
  let value = 0;
  for await (const chunk of bytes) value = crc32(chunk as Buffer, value);
  return { crc32: encodeCrc32(value) };
}

function tooManyPieces({ partSizeBytes }: StagingRecord) {
  return problem("validation-failed", {
    detail: `An upload takes at most ${MOST_PIECES} pieces that are no whole part`,
    hint: `Send parts of ${partSizeBytes} bytes that begin at a multiple of that`,
    extra: { partSizeBytes },
  });
}

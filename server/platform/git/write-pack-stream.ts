import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { PassThrough } from "node:stream";
import { createDeflate, deflate, deflateSync } from "node:zlib";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import type { ObjectType } from "./object-id.ts";
import { entryHeader, packHeader } from "./pack-format.ts";

/** An object whose bytes are at hand, or are read when their turn comes. */
export type OutgoingObject = { type: ObjectType; sizeBytes: number } & (
  | { bytes: Uint8Array }
  | { read: () => AsyncIterable<Uint8Array> }
);

const deflateAsync = promisify(deflate);
/** Fast: a clone is packed once for each client. */
const LEVEL = 1;
/** A call of zlib's threads costs more than packing so few bytes. */
const AT_ONCE_BYTES = 1024;
const AHEAD = 24;
/** Small objects after which others have their turn: a few milliseconds of work. */
const IN_ONE_TURN = 64;
const AHEAD_BYTES = 8 * 1024 * 1024;

/**
 * A pack of whole objects, none as a delta. Memory is that of the few objects packed ahead.
 * @throws {Error} when there are more or fewer objects than `count`, whatever `objects` throws.
 */
export async function* packStream(
  count: number,
  objects: AsyncIterable<OutgoingObject>,
): AsyncGenerator<Buffer, void, undefined> {
  const hash = createHash("sha1");
  const header = packHeader(count);
  hash.update(header);
  yield header;
  let written = 0;
  for await (const part of packAhead(objects)) {
    if (part.isFirst) written += 1;
    hash.update(part.bytes);
    yield part.bytes;
  }
  if (written !== count) throw new Error(`a pack of ${count} objects has ${written}`);
  yield hash.digest();
}

type Part = { bytes: Buffer; isFirst: boolean };
type Ahead = { sizeBytes: number; packed: Promise<Buffer> | OutgoingObject };

/** Packs several objects at a time, and gives them in their order. */
async function* packAhead(
  objects: AsyncIterable<OutgoingObject>,
): AsyncGenerator<Part, void, undefined> {
  const queue: Ahead[] = [];
  let taken = 0;
  let aheadBytes = 0;
  const take = async function* (): AsyncGenerator<Part, void, undefined> {
    const next = queue.shift();
    if (next === undefined) return;
    aheadBytes -= next.sizeBytes;
    if (next.packed instanceof Promise) yield { bytes: await next.packed, isFirst: true };
    else yield* packLarge(next.packed);
  };
  try {
    for await (const object of objects) {
      const isHere = "bytes" in object;
      const sizeBytes = isHere ? object.sizeBytes : 0;
      queue.push({ sizeBytes, packed: isHere ? packSmall(object) : object });
      aheadBytes += sizeBytes;
      taken += 1;
      if (taken % IN_ONE_TURN === 0) await nextTurn();
      while (queue.length > AHEAD || aheadBytes > AHEAD_BYTES) yield* take();
    }
    while (queue.length > 0) yield* take();
  } finally {
    await Promise.allSettled(queue.map(async ({ packed }) => packed));
  }
}

async function packSmall(object: {
  type: ObjectType;
  sizeBytes: number;
  bytes: Uint8Array;
}): Promise<Buffer> {
  const { bytes } = object;
  const packed =
    bytes.byteLength <= AT_ONCE_BYTES
      ? deflateSync(bytes, { level: LEVEL, memLevel: 1 })
      : await deflateAsync(bytes, { level: LEVEL });
  return Buffer.concat([entryHeader(object.type, object.sizeBytes), packed]);
}

async function* packLarge(object: OutgoingObject): AsyncGenerator<Part, void, undefined> {
  yield { bytes: entryHeader(object.type, object.sizeBytes), isFirst: true };
  const packed = new PassThrough();
  const source = "read" in object ? object.read() : [object.bytes];
  const done = pipeline(source, createDeflate({ level: LEVEL }), packed);
  // Its failure is met below; until then it must not count as unhandled.
  done.catch(() => undefined);
  for await (const bytes of packed) yield { bytes: bytes as Buffer, isFirst: false };
  await done;
}

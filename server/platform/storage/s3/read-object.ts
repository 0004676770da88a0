import { setTimeout as sleep } from "node:timers/promises";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { ObjectMissingError, type ReadOptions } from "../object-store.ts";
import { type Bucket, delayAfter } from "./bucket.ts";
import {
  asBucketProblem,
  hasBucketCode,
  isBucketMissing,
  isPassing,
  statusOf,
} from "./bucket-error.ts";
import { abortedBy, headObject } from "./objects.ts";

/** Failures in a row, without a byte in between, after which reading is given up. */
const ATTEMPTS = 5;

export type WantedObject = {
  key: string;
  name: string;
  /** Of the version that is wanted and no other. */
  entityTag?: string | undefined;
};

/** The object is no longer the one that was wanted, or begun. */
export class ObjectChangedError extends Error {
  override name = "ObjectChangedError";
}

/**
 * The bytes of an object. A cut connection is taken up at the byte that was reached, of the same
 * version of the object or not at all.
 * @throws {ObjectMissingError}; {ObjectChangedError}; {Problem} `unavailable`; an Error when the
 * object ends too early.
 */
export async function* readObject(
  bucket: Bucket,
  wanted: WantedObject,
  { start = 0, end, signal }: ReadOptions,
): AsyncGenerator<Buffer, void, undefined> {
  if (end !== undefined && end <= start) {
    await requireObject(bucket, wanted);
    return;
  }
  const reading: Reading = { position: start, end, entityTag: wanted.entityTag };
  for (let failures = 0; !isDone(reading);) {
    const before = reading.position;
    try {
      yield* readOn(bucket, { wanted, reading, signal });
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (isBucketMissing(error)) throw new ObjectMissingError(wanted.key, { cause: error });
      failures = reading.position > before ? 1 : failures + 1;
      if (!isPassing(error) || failures >= ATTEMPTS) throw asBucketProblem(error);
      await sleep(delayAfter(failures), undefined, signal ? { signal } : {});
    }
  }
}

type Reading = {
  position: number;
  /** Known from the first answer at the latest. */
  end: number | undefined;
  entityTag: string | undefined;
};

type Step = { wanted: WantedObject; reading: Reading; signal: AbortSignal | undefined };

function isDone({ position, end }: Reading): boolean {
  return end !== undefined && position >= end;
}

/** One request, from where the reading is. */
async function* readOn(bucket: Bucket, step: Step): AsyncGenerator<Buffer, void, undefined> {
  const { wanted, reading } = step;
  const body = await openBody(bucket, step);
  if (body === undefined) return;
  try {
    for await (const chunk of body) {
      reading.position += chunk.length;
      yield chunk;
    }
  } finally {
    // Who stops early leaves bytes on the line: the connection is of no more use.
    body.destroy();
  }
  if (!isDone(reading)) throw cutShort(wanted, reading);
}

type Body = AsyncIterable<Buffer> & { destroy: () => void };

async function openBody(bucket: Bucket, step: Step): Promise<Body | undefined> {
  const { wanted, reading, signal } = step;
  const { position, end, entityTag } = reading;
  const isWhole = position === 0 && end === undefined;
  const range = `bytes=${position}-${end === undefined ? "" : end - 1}`;
  try {
    const answer = await bucket.runRaw((client) =>
      client.send(
        new GetObjectCommand({
          Bucket: bucket.name,
          Key: wanted.name,
          ...(isWhole ? {} : { Range: range }),
          ...(entityTag === undefined ? {} : { IfMatch: entityTag }),
        }),
        abortedBy(signal),
      ),
    );
    reading.entityTag ??= answer.ETag;
    const total = totalBytes(answer);
    if (end !== undefined && total < end) {
      throw new Error(`object ${wanted.key} ends at ${total}, before ${end}`);
    }
    reading.end ??= total;
    return answer.Body as unknown as Body;
  } catch (error) {
    if (hasBucketCode(error, "PreconditionFailed") || statusOf(error) === 412) {
      throw new ObjectChangedError(`object ${wanted.key} changed while it was read`, {
        cause: error,
      });
    }
    // Beyond the last byte: an open end may begin there, a closed one may not.
    if (statusOf(error) !== 416) throw error;
    const { sizeBytes } = await requireObject(bucket, wanted);
    if (end === undefined && position <= sizeBytes) return undefined;
    throw new Error(`object ${wanted.key} ends at ${sizeBytes}, before ${end ?? position}`, {
      cause: error,
    });
  }
}

type Lengths = { ContentRange?: string | undefined; ContentLength?: number | undefined };

function totalBytes(answer: Lengths): number {
  const total = /\/(\d+)$/.exec(answer.ContentRange ?? "")?.[1];
  return total === undefined ? (answer.ContentLength ?? 0) : Number(total);
}

async function requireObject(bucket: Bucket, { key, name }: WantedObject) {
  const head = await headObject(bucket, name);
  if (head === undefined) throw new ObjectMissingError(key);
  return head;
}

function cutShort({ key }: WantedObject, { position, end }: Reading): Error {
  const error = new Error(`the answer with object ${key} ended at ${position}, before ${end}`);
  return Object.assign(error, { code: "ECONNRESET" });
}

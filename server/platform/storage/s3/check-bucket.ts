import { createHash, randomBytes } from "node:crypto";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.ts";
import { BucketError, explainRefusal } from "./explain-refusal.ts";
import { hasBucketCode, statusOf } from "./bucket-error.ts";
import { abortMultipart, beginMultipart, listMultiparts, listParts } from "./multipart-uploads.ts";
import {
  bytesPayload,
  headObject,
  listNames,
  type Put,
  putObject,
  removeObject,
} from "./objects.ts";

export type BucketFeatures = {
  /** The server refuses bytes that do not have the SHA-256 they come with. */
  checksChecksums: boolean;
  /** The server refuses to write over an object where that is asked of it. */
  knowsConditions: boolean;
};

/**
 * Does once all that the store will do, so that a wrong setting or a missing right is told at the
 * start, and learns what the server is able to.
 * @throws {BucketError} naming the setting, or the right, that is wrong.
 */
export async function checkBucket(bucket: Bucket): Promise<BucketFeatures> {
  const name = `${bucket.settings.prefix}check/${randomBytes(16).toString("hex")}`;
  const bytes = randomBytes(64);
  const step = stepOf(bucket);
  const put = (more: Partial<Put> = {}) =>
    putObject(bucket, { name, payload: bytesPayload(bytes), digest: digestOf(bytes), ...more });
  await step("write objects", () => put());
  const isRefused = (error: unknown) => hasBucketCode(error, "BadDigest") || is4xx(error);
  const checksChecksums = await step("write objects", () =>
    refused(() => put({ name: `${name}-damaged`, digest: digestOf(randomBytes(64)) }), isRefused),
  );
  const knowsConditions = await step("write objects", () => knowsIfNoneMatch(put));
  await step("read objects", async () => {
    const part = await readRange(bucket, name, "bytes=8-15");
    if (!part.equals(bytes.subarray(8, 16))) throw rangesUnknown();
    await headObject(bucket, name);
  });
  await step("list objects", () => Array.fromAsync(listNames(bucket, name)));
  await step("upload in parts", async () => {
    const multipart = await beginMultipart(bucket, `${name}-parts`, { checksum: "CRC32" });
    await listParts(bucket, multipart);
    await abortMultipart(bucket, multipart);
    await Array.fromAsync(listMultiparts(bucket, name));
  });
  await step("delete objects", async () => {
    await removeObject(bucket, name);
    await removeObject(bucket, `${name}-damaged`);
    if ((await headObject(bucket, name)) !== undefined) throw notDeleted();
  });
  return { checksChecksums, knowsConditions };
}

function stepOf(bucket: Bucket) {
  return async <T>(right: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explainRefusal(error, { settings: bucket.settings, right });
    }
  };
}

function digestOf(bytes: Uint8Array) {
  return { sha256: createHash("sha256").update(bytes).digest("base64") };
}

async function refused(
  work: () => Promise<void>,
  isRefusal: (error: unknown) => boolean,
): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (isRefusal(cause)) return true;
    throw error;
  }
}

/** A server that does not know conditions ignores them, or says that it does not. */
async function knowsIfNoneMatch(put: (more: Partial<Put>) => Promise<void>): Promise<boolean> {
  try {
    return await refused(
      () => put({ onlyNew: true }),
      (error) => statusOf(error) === 412,
    );
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (hasBucketCode(cause, "NotImplemented", "InvalidArgument")) return false;
    throw error;
  }
}

function is4xx(error: unknown): boolean {
  return statusOf(error) === 400;
}

async function readRange(bucket: Bucket, name: string, range: string): Promise<Buffer> {
  const bytes = await bucket.runAgain(async (client) => {
    const command = new GetObjectCommand({ Bucket: bucket.name, Key: name, Range: range });
    return (await client.send(command)).Body?.transformToByteArray();
  });
  return Buffer.from(bytes ?? []);
}

function rangesUnknown(): BucketError {
  return new BucketError("S3_ENDPOINT: the server does not answer ranges of an object");
}

function notDeleted(): BucketError {
  return new BucketError("S3_BUCKET: objects stay after they were deleted");
}

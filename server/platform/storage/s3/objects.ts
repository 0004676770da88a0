import type { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.ts";
import { isBucketMissing } from "./bucket-error.ts";

/** The body of a request: its bytes, or how to begin a stream of them anew. */
export type Payload = { sizeBytes: number; open: () => Readable | Uint8Array };

/** What the server must find in the bytes, or refuse them; base64. */
export type Digest = { sha256: string } | { crc32: string };

export type Put = {
  name: string;
  payload: Payload;
  digest: Digest;
  /** Refused when the name is taken, by servers that know conditional writes. */
  onlyNew?: boolean;
  signal?: AbortSignal | undefined;
};

export function bytesPayload(bytes: Uint8Array): Payload {
  return { sizeBytes: bytes.byteLength, open: () => bytes };
}

export async function putObject(bucket: Bucket, put: Put): Promise<void> {
  const { name, payload, digest, onlyNew = false, signal } = put;
  await bucket.runAgain(
    (client) =>
      client.send(
        new PutObjectCommand({
          Bucket: bucket.name,
          Key: name,
          Body: payload.open(),
          ContentLength: payload.sizeBytes,
          ...checksumOf(digest),
          ...(onlyNew ? { IfNoneMatch: "*" } : {}),
        }),
        abortedBy(signal),
      ),
    signal,
  );
}

export function checksumOf(digest: Digest) {
  return "sha256" in digest ? { ChecksumSHA256: digest.sha256 } : { ChecksumCRC32: digest.crc32 };
}

export function abortedBy(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { abortSignal: signal };
}

export type HeadOfObject = {
  sizeBytes: number;
  /** Hexadecimal; only of objects that were sent in one request with this checksum. */
  sha256: string | undefined;
};

/** Undefined when there is no such object. */
export async function headObject(bucket: Bucket, name: string): Promise<HeadOfObject | undefined> {
  try {
    const head = await bucket.run((client) =>
      client.send(
        new HeadObjectCommand({ Bucket: bucket.name, Key: name, ChecksumMode: "ENABLED" }),
      ),
    );
    return { sizeBytes: head.ContentLength ?? 0, sha256: wholeSha256(head.ChecksumSHA256) };
  } catch (error) {
    if (isBucketMissing(error)) return undefined;
    throw error;
  }
}

/** That of a multipart object is made of its parts' and ends in their number. */
function wholeSha256(checksum: string | undefined): string | undefined {
  if (checksum === undefined || checksum.includes("-")) return undefined;
  return Buffer.from(checksum, "base64").toString("hex");
}

/** Removing what is not there is no error. */
export async function removeObject(bucket: Bucket, name: string): Promise<void> {
  try {
    await bucket.run((client) =>
      client.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: name })),
    );
  } catch (error) {
    if (!isBucketMissing(error)) throw error;
  }
}

/** In a row: a server that leaves out what was deleted may have some. */
const MOST_EMPTY_PAGES = 100;

export type ListedName = {
  name: string;
  sizeBytes: number;
  changedAt: Date;
  entityTag: string | undefined;
};

/** Every object below a prefix, in the order of names. */
export async function* listNames(
  bucket: Bucket,
  prefix: string,
  signal?: AbortSignal,
): AsyncGenerator<ListedName, void, undefined> {
  let token: string | undefined;
  let emptyPages = 0;
  do {
    const page = await bucket.run((client) =>
      client.send(
        new ListObjectsV2Command({
          Bucket: bucket.name,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
        abortedBy(signal),
      ),
    );
    for (const { Key: name, Size: sizeBytes = 0, LastModified, ETag } of page.Contents ?? []) {
      const changedAt = LastModified ?? new Date(0);
      if (name !== undefined) yield { name, sizeBytes, changedAt, entityTag: ETag };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    emptyPages = (page.Contents ?? []).length === 0 ? emptyPages + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES) throw listsNothing();
  } while (token !== undefined);
}

function listsNothing(): Error {
  return Object.assign(new Error("the bucket lists empty pages without end"), { code: "EPROTO" });
}

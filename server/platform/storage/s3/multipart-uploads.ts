import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { Bucket } from "./bucket.ts";
import { hasBucketCode, statusOf } from "./bucket-error.ts";
import { abortedBy, checksumOf, type Digest, type Payload } from "./objects.ts";

/** An upload of the bucket's own kind: its parts become the object of this name. */
export type Multipart = { name: string; uploadId: string };

export type MultipartPart = {
  /** From 1 on. */
  number: number;
  entityTag: string;
  sizeBytes: number;
  changedAt: Date;
  /** What the bucket has compared its bytes with, where it does that. */
  digest?: Digest | undefined;
};

/** @param checksum by which the bucket checks every part: a part without it is refused. */
export async function beginMultipart(
  bucket: Bucket,
  name: string,
  { checksum }: { checksum: "SHA256" | "CRC32" },
): Promise<Multipart> {
  const { UploadId: uploadId } = await bucket.run((client) =>
    client.send(
      new CreateMultipartUploadCommand({
        Bucket: bucket.name,
        Key: name,
        ChecksumAlgorithm: checksum,
      }),
    ),
  );
  if (uploadId === undefined) throw new Error("the bucket names no multipart upload");
  return { name, uploadId };
}

export type PutPart = {
  number: number;
  payload: Payload;
  digest: Digest;
  signal?: AbortSignal | undefined;
};

export async function putPart(
  bucket: Bucket,
  multipart: Multipart,
  { number, payload, digest, signal }: PutPart,
): Promise<MultipartPart> {
  const { ETag: entityTag } = await bucket.runAgain(
    (client) =>
      client.send(
        new UploadPartCommand({
          ...addressOf(bucket, multipart),
          PartNumber: number,
          Body: payload.open(),
          ContentLength: payload.sizeBytes,
          ...checksumOf(digest),
        }),
        abortedBy(signal),
      ),
    signal,
  );
  if (entityTag === undefined) throw new Error("the bucket names no part");
  const { sizeBytes } = payload;
  return { number, entityTag, sizeBytes, changedAt: new Date(), digest };
}

/** What has arrived; undefined when the upload is over, or was never begun. */
export async function listParts(
  bucket: Bucket,
  multipart: Multipart,
): Promise<MultipartPart[] | undefined> {
  const parts: MultipartPart[] = [];
  let marker: string | undefined;
  try {
    do {
      const page = await bucket.run((client) =>
        client.send(
          new ListPartsCommand({
            ...addressOf(bucket, multipart),
            ...(marker === undefined ? {} : { PartNumberMarker: marker }),
          }),
        ),
      );
      for (const part of page.Parts ?? []) {
        const { PartNumber: number, ETag: entityTag, ChecksumCRC32: crc32 } = part;
        if (number === undefined || entityTag === undefined) continue;
        parts.push({
          number,
          entityTag,
          sizeBytes: part.Size ?? 0,
          changedAt: part.LastModified ?? new Date(0),
          digest: crc32 === undefined ? undefined : { crc32 },
        });
      }
      marker = page.IsTruncated === true ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
  } catch (error) {
    if (isOver(error)) return undefined;
    throw error;
  }
  return parts;
}

/** Makes the object of exactly these parts. */
export async function completeMultipart(
  bucket: Bucket,
  multipart: Multipart,
  parts: readonly MultipartPart[],
): Promise<void> {
  const inOrder = parts.toSorted((a, b) => a.number - b.number);
  await bucket.run((client) =>
    client.send(
      new CompleteMultipartUploadCommand({
        ...addressOf(bucket, multipart),
        MultipartUpload: {
          Parts: inOrder.map(({ number, entityTag, digest }) => ({
            PartNumber: number,
            ETag: entityTag,
            ...(digest === undefined ? {} : checksumOf(digest)),
          })),
        },
      }),
    ),
  );
}

/** Frees the parts. Aborting what is over is no error. */
export async function abortMultipart(bucket: Bucket, multipart: Multipart): Promise<void> {
  try {
    await bucket.run((client) =>
      client.send(new AbortMultipartUploadCommand(addressOf(bucket, multipart))),
    );
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}

/** Every upload that is neither complete nor aborted, below a prefix. */
export async function* listMultiparts(
  bucket: Bucket,
  prefix: string,
): AsyncGenerator<Multipart & { begunAt: Date }, void, undefined> {
  let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  do {
    const page = await bucket.run((client) =>
      client.send(
        new ListMultipartUploadsCommand({ Bucket: bucket.name, Prefix: prefix, ...after }),
      ),
    );
    for (const { Key: name, UploadId: uploadId, Initiated: begunAt } of page.Uploads ?? []) {
      // Some servers take the prefix as a hint only.
      if (name === undefined || uploadId === undefined || !name.startsWith(prefix)) continue;
      yield { name, uploadId, begunAt: begunAt ?? new Date(0) };
    }
    const { IsTruncated: isTruncated, NextKeyMarker, NextUploadIdMarker } = page;
    after =
      isTruncated === true && NextKeyMarker !== undefined
        ? {
            KeyMarker: NextKeyMarker,
            ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
          }
        : undefined;
  } while (after !== undefined);
}

export function isOver(error: unknown): boolean {
  return hasBucketCode(error, "NoSuchUpload", "NoSuchKey") || statusOf(error) === 404;
}

function addressOf(bucket: Bucket, { name, uploadId }: Multipart) {
  return { Bucket: bucket.name, Key: name, UploadId: uploadId };
}

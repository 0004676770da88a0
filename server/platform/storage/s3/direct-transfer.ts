import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { problem } from "#contract/problems.ts";
import type {
  AskedPart,
  ByteSpan,
  DirectPart,
  DirectTransfer,
  StagingKey,
} from "../object-store.ts";
import { numberOfPart, spanOfPart } from "./arrived.ts";
import { createS3Client } from "./bucket.ts";
import { getRecord, multipartOf, type StagingRecord } from "./staging-record.ts";
import type { StoreParts } from "./store-parts.ts";

/** A part must begin within this time; how long it then takes is nobody's business. */
const PART_SECONDS = 3600;
const READ_SECONDS = 900;

/** Signs addresses of the bucket as clients reach it. Nothing is asked of the bucket for it. */
export async function openDirectTransfer(store: StoreParts): Promise<DirectTransfer> {
  const { settings } = store.bucket;
  const client = createS3Client(settings, {
    endpoint: settings.publicEndpoint ?? settings.endpoint,
  });

  async function addressObject(
    name: string,
    { mediaType, disposition }: { mediaType: string; disposition: string },
  ): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: settings.bucket,
      Key: name,
      ResponseContentType: mediaType,
      ResponseContentDisposition: disposition,
      ResponseCacheControl: "private, no-cache",
    });
    return getSignedUrl(client, command, { expiresIn: READ_SECONDS });
  }

  async function addressPart(upload: Upload, part: AskedPart): Promise<DirectPart> {
    const { start, end } = part;
    const headers = headersOf(upload.record, part);
    const url = await signPart(upload, part);
    const expiresAt = new Date(Date.now() + PART_SECONDS * 1000);
    return { start, end, url, headers, expiresAt };
  }

  /** A client that sends more, fewer or other bytes than were announced is refused. */
  function signPart({ key, record }: Upload, { start, end, crc32 }: AskedPart): Promise<string> {
    const options = {
      expiresIn: PART_SECONDS,
      signableHeaders: new Set(["host", "content-length", ...CHECKSUM_HEADERS]),
      unhoistableHeaders: new Set(CHECKSUM_HEADERS),
    };
    const common = { Bucket: settings.bucket, ContentLength: end - start };
    const multipart = multipartOf(store, key, record);
    if (multipart === undefined) {
      const whole = { Key: store.names.object(key), ChecksumSHA256: checksumOf(record) };
      return getSignedUrl(client, new PutObjectCommand({ ...common, ...whole }), options);
    }
    const part = {
      Key: multipart.name,
      UploadId: multipart.uploadId,
      PartNumber: numberOfPart(record, start),
      ChecksumCRC32: crc32,
    };
    return getSignedUrl(client, new UploadPartCommand({ ...common, ...part }), options);
  }

  const example = await addressObject(store.names.allObjects, { mediaType: "", disposition: "" });
  return {
    origin: new URL(example).origin,
    addressObject: (key, options) => addressObject(store.names.object(key), options),
    async addressParts(key, parts) {
      const record = await getRecord(store, key);
      for (const part of parts) requireWholePart(record, part);
      return Promise.all(parts.map((part) => addressPart({ key, record }, part)));
    },
  };
}

const SHA256_HEADER = "x-amz-checksum-sha256";
const CRC32_HEADER = "x-amz-checksum-crc32";
const CHECKSUM_HEADERS = [SHA256_HEADER, CRC32_HEADER];

type Upload = { key: StagingKey; record: StagingRecord };

/** One request's object is bound to its hash; parts are hashed when they are one object. */
function headersOf(record: StagingRecord, { crc32 }: AskedPart): Record<string, string> {
  return record.uploadId === null
    ? { [SHA256_HEADER]: checksumOf(record) }
    : { [CRC32_HEADER]: crc32 };
}

function checksumOf({ sha256 }: StagingRecord): string {
  if (sha256 === null) throw new Error("an upload in one request needs its hash");
  return Buffer.from(sha256, "hex").toString("base64");
}

function requireWholePart(record: StagingRecord, { start, end }: ByteSpan): void {
  const { partSizeBytes, sizeBytes } = record;
  const isStart = Number.isSafeInteger(start) && start >= 0 && start % partSizeBytes === 0;
  const part = spanOfPart(record, numberOfPart(record, start));
  if (isStart && start < sizeBytes && part.end === end) return;
  throw problem("validation-failed", {
    detail: `The bytes ${start} to ${end} are no whole part of ${partSizeBytes} bytes`,
    hint: "Only whole parts go straight to the storage; send others to this server",
    extra: { partSizeBytes },
  });
}

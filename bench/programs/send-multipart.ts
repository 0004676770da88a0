/** The S3 client alone: the same stream to the same server, with nobody else in between. */
import { Readable } from "node:stream";
import {
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { inParallel } from "#sdk/index.ts";
import { blocksBetween } from "./block-source.ts";
import { BLOCK_BYTES, type BlockStream } from "./block-stream.ts";

export type S3Address = {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
};
export type SendMultipartInput = BlockStream & {
  s3: S3Address;
  key: string;
  partSizeBytes: number;
  connections: number;
};
export type SendMultipartOutput = {
  sentSeconds: number;
  completeSeconds: number;
  cpuSeconds: number;
};

const input = JSON.parse(process.argv[2] ?? "") as SendMultipartInput;
process.stdout.write(JSON.stringify(await sendMultipart()));

async function sendMultipart(): Promise<SendMultipartOutput> {
  const { s3, key, seed, blocks, partSizeBytes, connections } = input;
  const { endpoint, bucket, ...credentials } = s3;
  const client = new S3Client({
    endpoint,
    credentials,
    region: "us-east-1",
    forcePathStyle: true,
    // With a CRC-32 of each part, as it does by itself, and as ours does.
  });
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const target = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const parts: CompletedPart[] = [];
  await inParallel(
    spans(blocks * BLOCK_BYTES, partSizeBytes),
    { limit: connections },
    async (span) => {
      const PartNumber = span.start / partSizeBytes + 1;
      const { ETag } = await client.send(
        new UploadPartCommand({
          ...target,
          UploadId,
          PartNumber,
          Body: Readable.from(blocksBetween(seed, span)),
          ContentLength: span.end - span.start,
        }),
      );
      parts.push({ PartNumber, ETag });
    },
  );
  const sentAt = performance.now();
  const Parts = parts.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
  await client.send(
    new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    sentSeconds: (sentAt - startedAt) / 1000,
    completeSeconds: (performance.now() - sentAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
  };
}

function* spans(sizeBytes: number, partSizeBytes: number) {
  for (let start = 0; start < sizeBytes; start += partSizeBytes) {
    yield { start, end: Math.min(start + partSizeBytes, sizeBytes) };
  }
}

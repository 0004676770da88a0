import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { startS3Server } from "#server/platform/storage/testing/s3-server.ts";
import { s3ServerPath } from "../../tools/s3-server.mjs";
import type { S3Address } from "../programs/send-multipart.ts";
import type { Workplace } from "./workplace.ts";

export type BenchBucket = {
  address: S3Address;
  /** Makes a gallery use it. */
  environment: Record<string, string>;
  /** Makes room for the next run. */
  empty: () => Promise<void>;
  /** The keys of all objects, largest first. */
  list: () => Promise<string[]>;
  /** An address at which anybody reads an object. */
  sign: (key: string) => Promise<string>;
};

/** An S3 server of the bench's own, with one bucket. */
export async function startBucket(workplace: Workplace): Promise<BenchBucket> {
  const server = await startS3Server(s3ServerPath, workplace.folder);
  workplace.later(() => server.stop());
  const { bucket, endpoint, credentials } = server.settings;
  if (endpoint === null || credentials === null) throw new Error("the S3 server has no address");
  const client = new S3Client({
    endpoint,
    credentials,
    region: "us-east-1",
    forcePathStyle: true,
  });
  workplace.later(() => Promise.resolve(client.destroy()));
  const list = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
    const largestFirst = Contents.toSorted((a, b) => (b.Size ?? 0) - (a.Size ?? 0));
    return largestFirst.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
  };
  return {
    address: { endpoint, bucket, ...credentials },
    environment: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: endpoint,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      S3_DIRECT: "true",
    },
    list,
    async empty() {
      for (const key of await list()) {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      }
    },
    sign: (key) => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: key })),
  };
}

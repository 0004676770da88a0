import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { aName } from "./accounts.ts";
import type { TestContext } from "./context.ts";
import { createConnection } from "../repositories/index.ts";
import { requireTestS3 } from "../platform/storage/testing/test-s3-settings.ts";
import type { Connection } from "#contract/repositories/connection.ts";

/** The operator's word that lets accounts reach the test's own S3 server. */
export const ALLOWS_TEST_SERVER = { GALLERY_STORAGE_HOSTS: "127.0.0.1, *" };

/** Somebody's bucket, as they see it themselves: names are below a prefix of its own. */
export type TestBucket = {
  prefix: string;
  put: (name: string, body: string | Uint8Array) => Promise<void>;
  remove: (name: string) => Promise<void>;
  /** Every object by its name. */
  read: () => Promise<Record<string, Buffer>>;
  /** A connection of the viewer's to it, by another way where one is given. */
  connect: (ctx: TestContext, endpoint?: string) => Promise<Connection>;
};

export function aBucket(): TestBucket {
  const { bucket: Bucket, endpoint, region, credentials, prefix } = requireTestS3();
  if (endpoint === null || credentials === null) throw new Error("the test server has an address");
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  return {
    prefix,
    async put(name, body) {
      const Body = typeof body === "string" ? Buffer.from(body) : body;
      await client.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body }));
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: prefix + name }));
    },
    async read() {
      const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }));
      const objects: [string, Buffer][] = [];
      for (const { Key = "" } of listed.Contents ?? []) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
        objects.push([Key.slice(prefix.length), Buffer.from(bytes)]);
      }
      return Object.fromEntries(objects);
    },
    connect: (ctx, through = endpoint) =>
      createConnection(ctx, {
        name: aName("storage"),
        endpoint: through,
        region,
        bucket: Bucket,
        prefix,
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        isPathStyle: true,
      }),
  };
}

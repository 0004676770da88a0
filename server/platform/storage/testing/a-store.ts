import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDirectoryStore } from "../directory-store.ts";
import type { ObjectStore, ReadOptions } from "../object-store.ts";
import { openObjectStore } from "../open-object-store.ts";
import { Bucket } from "../s3/bucket.ts";
import { listMultiparts } from "../s3/multipart-uploads.ts";
import { ObjectNames } from "../s3/object-names.ts";
import { listNames } from "../s3/objects.ts";
import type { S3Settings } from "../s3/settings.ts";
import { testS3Settings } from "./test-s3-settings.ts";

/** A store of its own, in a directory or in a bucket: see `testS3Settings`. */
export type TestStore = {
  store: ObjectStore;
  /** Another process on the same store. */
  another: () => Promise<ObjectStore>;
  readAll: (key: string, options?: ReadOptions) => Promise<Buffer>;
  /** What is neither an object nor part of one: uploads, and writes that have not come to an end. */
  unfinished: () => Promise<string[]>;
  listKeys: () => Promise<string[]>;
  remove: () => Promise<void>;
};

/** One in a directory, whatever the run of the tests is about. */
export type TestDirectoryStore = TestStore & { root: string };

export async function aStore(): Promise<TestStore> {
  const s3 = testS3Settings();
  return s3 === null ? aDirectoryStore() : aBucketStore(s3);
}

export async function aDirectoryStore(): Promise<TestDirectoryStore> {
  const root = await mkdtemp(join(tmpdir(), "store-"));
  const another = () => openDirectoryStore(root);
  const unfinished = async () =>
    (
      await Promise.all(["staging", "temporary"].map((folder) => readdir(join(root, folder))))
    ).flat();
  return { ...(await testStore(root, { another, unfinished })), root };
}

/** One in a bucket. */
export async function aBucketStore(s3: S3Settings): Promise<TestStore> {
  const dataFolder = await mkdtemp(join(tmpdir(), "store-"));
  const bucket = new Bucket(s3);
  const names = new ObjectNames(s3.prefix);
  const another = () => openObjectStore({ dataFolder, s3 });
  const unfinished = async () => {
    const stagings = await Array.fromAsync(listNames(bucket, names.allStagings));
    const uploads = await Array.fromAsync(listMultiparts(bucket, names.allObjects));
    const spooled = await readdir(join(dataFolder, "spool"));
    return [...[...stagings, ...uploads].map(({ name }) => name), ...spooled];
  };
  const test = await testStore(dataFolder, { another, unfinished });
  const remove = async () => {
    await test.remove();
    bucket.close();
  };
  return { ...test, remove };
}

async function testStore(
  folder: string,
  parts: Pick<TestStore, "another" | "unfinished">,
): Promise<TestStore> {
  const store = await parts.another();
  return {
    ...parts,
    store,
    readAll: async (key, options = {}) => {
      const chunks: Buffer[] = [];
      for await (const chunk of store.read(key, options)) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    listKeys: async () => (await Array.fromAsync(store.list())).map(({ key }) => key),
    remove: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function sha256(bytes: string | Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function* inChunks(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function* failing(afterBytes: number): AsyncGenerator<Buffer> {
  yield randomBytes(afterBytes);
  throw new Error("the line is cut");
}

/** Gives one chunk, and then nothing more; `onSilence` is called when more is asked for. */
export async function* stalling(
  first: Buffer,
  onSilence: () => void = () => {},
): AsyncGenerator<Buffer> {
  yield first;
  onSilence();
  await new Promise(() => undefined);
}

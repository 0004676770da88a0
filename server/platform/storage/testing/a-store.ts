import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDirectoryStore } from "../directory-store.ts";
import type { ObjectStore, ReadOptions } from "../object-store.ts";

/** A store in a directory of its own. */
export type TestStore = {
  root: string;
  store: ObjectStore;
  readAll: (key: string, options?: ReadOptions) => Promise<Buffer>;
  filesIn: (folder: "staging" | "temporary") => Promise<string[]>;
  listKeys: () => Promise<string[]>;
  remove: () => Promise<void>;
};

export async function aStore(): Promise<TestStore> {
  const root = await mkdtemp(join(tmpdir(), "store-"));
  const store = await openDirectoryStore(root);
  return {
    root,
    store,
    readAll: async (key, options = {}) => {
      const chunks: Buffer[] = [];
      for await (const chunk of store.read(key, options)) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    },
    filesIn: (folder) => readdir(join(root, folder)),
    listKeys: async () => (await Array.fromAsync(store.list())).map(({ key }) => key),
    remove: async () => {
      await store.close();
      await rm(root, { recursive: true });
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

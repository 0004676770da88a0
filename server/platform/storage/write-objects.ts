import { open, rename } from "node:fs/promises";
import { hash } from "node:crypto";
import { dirname, join } from "node:path";
import { inTurns } from "../in-turns.ts";
import { makeFolder, removeFile, syncFolder } from "./durable-files.ts";
import type { HashedBytes, StoredObject } from "./object-store.ts";
import { asStorageError } from "./storage-problem.ts";
import { newKeysTogether, objectPath, type StoreLayout } from "./store-layout.ts";
import { expectSha256 } from "./write-object.ts";

/** More do not help: the system has so few threads for files. */
const WIDTH = 8;

type PlacedFile = HashedBytes & { key: string; temporary: string; path: string };

/**
 * Writes many small objects as `writeObject` writes one: each file is written, synced, read back and
 * renamed. They lie in one folder, so that one sync makes all their names durable.
 */
export async function writeObjects(
  layout: StoreLayout,
  objects: readonly HashedBytes[],
): Promise<StoredObject[]> {
  const files = newKeysTogether(objects).map(([key, object]): PlacedFile => {
    const path = objectPath(layout, key);
    return { ...object, key, temporary: join(layout.temporary, key), path };
  });
  const [first] = files;
  if (first === undefined) return [];
  try {
    await all(files, writeVerified);
    const folder = dirname(first.path);
    await makeFolder(folder);
    await all(files, ({ temporary, path }) => rename(temporary, path));
    await syncFolder(folder);
  } catch (error) {
    await Promise.all(files.flatMap(({ temporary, path }) => [temporary, path].map(removeFile)));
    throw asStorageError(error);
  }
  return files.map(({ key, sha256, bytes }) => ({ key, sha256, sizeBytes: bytes.byteLength }));
}

async function writeVerified({ temporary, bytes, sha256 }: PlacedFile): Promise<void> {
  const file = await open(temporary, "wx+", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
    const written = Buffer.allocUnsafe(bytes.byteLength);
    const { bytesRead } = await file.read(written, 0, written.length, 0);
    expectSha256(sha256, hash("sha256", written.subarray(0, bytesRead), "hex"));
  } finally {
    await file.close();
  }
}

/** Waits for every one, also when one fails: what it leaves can then be removed. */
async function all<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const inTurn = inTurns(WIDTH);
  const outcomes = await Promise.allSettled(items.map((item) => inTurn(() => work(item))));
  const failed = outcomes.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

import { join } from "node:path";
import { openDirectoryStore } from "./directory-store.ts";
import type { ObjectStore } from "./object-store.ts";
import type { S3Settings } from "./s3/settings.ts";

export type StoreSettings = {
  /** The folder of this installation on this machine. */
  dataFolder: string;
  /** Null: the objects lie in the data folder. */
  s3: S3Settings | null;
};

/**
 * The store that the configuration names.
 * @throws {BucketError} naming the setting of the bucket that is wrong.
 */
export async function openObjectStore({ dataFolder, s3 }: StoreSettings): Promise<ObjectStore> {
  if (s3 === null) return openDirectoryStore(join(dataFolder, "objects"));
  // The bucket's client takes time to load: only who uses it pays.
  const { openS3Store } = await import("./s3/s3-store.ts");
  return openS3Store(s3, { spoolFolder: join(dataFolder, "spool") });
}

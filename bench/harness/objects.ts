import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BenchGallery } from "./gallery.ts";

/** The object files of a gallery, largest first. */
export async function listObjectFiles(gallery: BenchGallery): Promise<string[]> {
  const files = await measureObjectFiles(gallery);
  return files.toSorted((a, b) => b.sizeBytes - a.sizeBytes).map(({ path }) => path);
}

/** What the gallery's objects take: the bytes of files, but no rows of the database. */
export async function storedBytes(gallery: BenchGallery): Promise<number> {
  const files = await measureObjectFiles(gallery);
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

async function measureObjectFiles({ dataFolder }: BenchGallery) {
  const folder = join(dataFolder, "objects", "objects");
  // Nothing was stored yet where there is no folder.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ path, sizeBytes: (await stat(path)).size })));
}

/** Makes room for the next run. Only for a gallery that is thrown away: its database is not told. */
export async function removeObjectFiles(gallery: BenchGallery): Promise<void> {
  for (const path of await listObjectFiles(gallery)) await rm(path);
}

import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BenchGallery } from "./gallery.ts";

/** The object files of a gallery, largest first. */
export async function listObjectFiles({ dataFolder }: BenchGallery): Promise<string[]> {
  const folder = join(dataFolder, "objects", "objects");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const sizes = new Map(
    await Promise.all(paths.map(async (path) => [path, (await stat(path)).size] as const)),
  );
  return paths.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

/** Makes room for the next run. Only for a gallery that is thrown away: its database is not told. */
export async function removeObjectFiles(gallery: BenchGallery): Promise<void> {
  for (const path of await listObjectFiles(gallery)) await rm(path);
}

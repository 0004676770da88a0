import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ListedObject } from "./object-store.ts";
import { isMissing } from "./storage-problem.ts";
import { isKey } from "./store-layout.ts";

/** Every object under the two levels of folders; what vanishes meanwhile is left out. */
export async function* listObjects(root: string): AsyncGenerator<ListedObject, void, undefined> {
  for await (const first of names(root)) {
    for await (const second of names(join(root, first))) {
      for await (const key of names(join(root, first, second))) {
        const listed = isKey(key) ? await describe(join(root, first, second, key), key) : undefined;
        if (listed) yield listed;
      }
    }
  }
}

/** The files of a flat folder. */
export async function* names(folder: string): AsyncGenerator<string, void, undefined> {
  for await (const entry of await opendir(folder)) yield entry.name;
}

async function describe(path: string, key: string): Promise<ListedObject | undefined> {
  try {
    const { size, mtime } = await stat(path);
    return { key, sizeBytes: size, storedAt: mtime };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

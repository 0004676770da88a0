import { stat } from "node:fs/promises";
import { join } from "node:path";
import { removeFile } from "./durable-files.ts";
import { names } from "./list-objects.ts";
import { isMissing } from "./storage-problem.ts";

/**
 * Removes the uploads and unfinished writes of a folder whose newest file is older than wanted.
 * @param isInUse whether this process works on the key right now.
 * @returns the keys that were removed.
 */
export async function sweepFolder(
  folder: string,
  options: { untouchedForMs: number; isInUse: (key: string) => boolean },
): Promise<string[]> {
  const touchedAt = new Map<string, number>();
  const files = new Map<string, string[]>();
  for await (const name of names(folder)) {
    const [key = name] = name.split(".", 1);
    const path = join(folder, name);
    touchedAt.set(key, Math.max(touchedAt.get(key) ?? 0, await modifiedAt(path)));
    files.set(key, [...(files.get(key) ?? []), path]);
  }
  const limit = Date.now() - options.untouchedForMs;
  const old = [...files.keys()].filter(
    (key) => (touchedAt.get(key) ?? 0) <= limit && !options.isInUse(key),
  );
  for (const path of old.flatMap((key) => files.get(key) ?? [])) await removeFile(path);
  return old;
}

async function modifiedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

import type { Upload } from "#contract/repositories/repository.ts";
import type { UploadItem } from "../queue/upload-item.ts";

/** Of each path that this visit has not taken up, the session that has received most. */
export function leftFromBefore(
  uploads: readonly Upload[],
  items: Iterable<Pick<UploadItem, "target">>,
): Upload[] {
  const taken = new Set(Array.from(items, ({ target }) => target));
  const byPath = new Map<string, Upload>();
  for (const upload of uploads) {
    if (taken.has(upload.path) || (upload.state !== "open" && upload.state !== "stored")) continue;
    const other = byPath.get(upload.path);
    if (!other || missingBytes(upload) < missingBytes(other)) byPath.set(upload.path, upload);
  }
  return [...byPath.values()];
}

export function missingBytes({ missing }: Pick<Upload, "missing">): number {
  return missing.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** A file of the same path and size goes on with the session that an earlier visit left. */
export function sessionsByFile(earlier: readonly Upload[]) {
  const byPath = new Map(
    earlier.filter(({ state }) => state === "open").map((upload) => [upload.path, upload]),
  );
  return (target: string, sizeBytes: number): Upload | undefined => {
    const upload = byPath.get(target);
    return upload?.sizeBytes === sizeBytes ? upload : undefined;
  };
}

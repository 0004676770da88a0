import type { CommitOperation } from "#contract/repositories/repository.ts";
import { problem } from "#contract/problems.ts";
import { joinPath } from "../paths.ts";
import type { UploadItem } from "./upload-item.ts";

/** A session of its own costs a file of this size more than its bytes do. */
const INLINE_FILE_BYTES = 32_000;
/** All of one commit together; as base64 they stay well below the server's limit for a commit. */
const INLINE_COMMIT_BYTES = 12_000_000;

/** Does a file travel in the commit itself, beside those that do already? */
export function isInlined(sizeBytes: number, takenBytes: number): boolean {
  return sizeBytes <= INLINE_FILE_BYTES && takenBytes + sizeBytes <= INLINE_COMMIT_BYTES;
}

/**
 * What the commit does with files that are ready.
 * @throws {Problem} `content-unknown` when a file of this device cannot be read any more
 */
export function operationsOf(
  items: readonly UploadItem[],
  folder: string,
): Promise<CommitOperation[]> {
  return Promise.all(
    items.map(async ({ path, file, uploadId, isInline }) => ({
      op: "put" as const,
      path: joinPath(folder, path),
      ...(isInline && file ? { base64: await readBase64(file, path) } : { uploadId }),
    })),
  );
}

async function readBase64(file: File, path: string): Promise<string> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  } catch (cause) {
    throw problem("content-unknown", { detail: `${path} cannot be read any more`, cause });
  }
}

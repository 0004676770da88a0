import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readContent } from "../read-content.ts";
import { createContentHash, expectedHash } from "./content-hash.ts";
import { downloadInParts } from "./download-in-parts.ts";
import type { DownloadFileOptions } from "./download-options.ts";
import { localPath, makeFolderOf, STATE_FOLDER } from "./local-path.ts";
import { asLocalProblem, wrongHash } from "./local-problem.ts";
import { isInPlace } from "./receipts.ts";

export type DownloadedFile = {
  path: string;
  localPath: string;
  sizeBytes: number;
  /** It was there already, with the right bytes: nothing was sent. */
  wasThere: boolean;
};

/** Files of this size and above come in parts that survive an interruption. */
const LARGE_BYTES = 8 * 1024 * 1024;

/**
 * Brings one file of a repository into a folder: complete and verified by its hash, or not at all.
 * An interrupted download of a large file goes on where it was; a file that is there with the right
 * bytes is left alone.
 * @throws {Problem} `path-invalid` for a path that would leave the folder, `hash-mismatch`,
 * `storage-full`, `entry-not-found`, `unavailable` when no attempt gets further.
 */
export async function downloadFile(options: DownloadFileOptions): Promise<DownloadedFile> {
  const { file, root, signal } = options;
  const target = localPath(root, file.path);
  const done = { path: file.path, localPath: target, sizeBytes: file.sizeBytes };
  try {
    if (await isInPlace({ root, target, file, signal })) return { ...done, wasThere: true };
    await makeStateFolder(root);
    await makeFolderOf(root, target);
    if (file.sizeBytes < LARGE_BYTES) await downloadWhole(options, target);
    else await downloadInParts(options, target);
    return { ...done, wasThere: false };
  } catch (error) {
    throw asLocalProblem(error, target);
  }
}

/** Version control is told to leave it alone. */
async function makeStateFolder(root: string): Promise<void> {
  const folder = join(root, STATE_FOLDER);
  const isNew = (await mkdir(folder, { recursive: true })) !== undefined;
  if (isNew) await writeFile(join(folder, ".gitignore"), "*\n");
}

async function downloadWhole(options: DownloadFileOptions, target: string): Promise<void> {
  const { client, address, commit, file, root, signal, retry, onProgress } = options;
  const { sizeBytes } = file;
  const temporary = join(root, STATE_FOLDER, `${randomBytes(12).toString("hex")}.tmp`);
  const hash = createContentHash(file);
  const handle = await open(temporary, "wx");
  let receivedBytes = 0;
  onProgress?.({ type: "received", receivedBytes, sizeBytes });
  try {
    const content = readContent({
      client,
      address,
      revision: commit,
      isDownload: true,
      path: file.path,
      signal,
      retry,
      onRetry: (retrying) => onProgress?.({ type: "retrying", ...retrying }),
    });
    for await (const chunk of content) {
      hash.update(chunk);
      await handle.writeFile(chunk);
      receivedBytes += chunk.byteLength;
      onProgress?.({ type: "received", receivedBytes, sizeBytes });
    }
    await handle.close();
    if (hash.digest() !== expectedHash(file)) throw wrongHash(file.path);
    await rename(temporary, target);
  } finally {
    await handle.close();
    await rm(temporary, { force: true });
  }
}

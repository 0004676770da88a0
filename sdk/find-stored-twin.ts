import type { Upload } from "#contract/repositories/repository.ts";
import type { UploadFileOptions } from "./upload-options.ts";

/**
 * Asks, once the hash of a file is known, whether the server has its bytes.
 * @returns the session that stands for the stored bytes; undefined when they must be sent.
 */
export async function findStoredTwin(
  options: UploadFileOptions,
  sha256: Promise<string>,
): Promise<Upload | undefined> {
  const { client, address, path, source, signal } = options;
  const call = signal === undefined ? {} : { signal };
  const body = { path, sizeBytes: source.size, sha256: await sha256 };
  const twin = await client.call("repositories.open-upload", { params: address, body }, call);
  if (twin.wasStored) return twin;
  const params = { ...address, upload: twin.id };
  const isFresh = twin.missing.length === 1 && twin.missing[0]?.end === source.size;
  // One that has received bytes is an earlier upload that somebody may still want to resume.
  if (isFresh) await client.call("repositories.cancel-upload", { params }, call);
  return undefined;
}

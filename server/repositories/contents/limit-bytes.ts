import { abortable, type ByteSource } from "../../platform/storage/index.ts";
import { checkFileSize } from "../rules/limits.ts";

/**
 * Passes bytes on until they are more than a file may have.
 * @throws {Problem} `file-too-large` while streaming.
 */
export async function* limitBytes(
  source: ByteSource,
  { path, limit }: { path: string; limit: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  let sizeBytes = 0;
  for await (const chunk of abortable(source, undefined)) {
    sizeBytes += chunk.byteLength;
    checkFileSize({ path, sizeBytes }, limit);
    yield chunk;
  }
}

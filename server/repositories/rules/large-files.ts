import { isUtf8 } from "node:buffer";
import { attributesOf } from "../../platform/git/index.ts";

/** How many bytes of a file decide whether it is text; hub clients send as many. */
export const SAMPLE_BYTES = 512;

export type FileSample = { path: string; sizeBytes: number; sample: Uint8Array };

/**
 * Which files are large ones: pointers in git's eyes, their bytes stored once by SHA-256. By size,
 * by `filter=lfs` in the root's `.gitattributes`, or because the bytes are no text.
 */
export function compileLargeFileRule({
  lfsBytes,
  gitAttributes,
}: {
  /** Files of this size and above are large. */
  lfsBytes: number;
  /** Text of the file in the root. */
  gitAttributes: string;
}): (file: FileSample) => boolean {
  const attributes = attributesOf([{ folder: "", text: gitAttributes }]);
  return ({ path, sizeBytes, sample }) => {
    if (sizeBytes === 0) return false;
    if (sizeBytes >= lfsBytes) return true;
    // Git reads it itself, before any filter.
    if (path === ".gitattributes") return false;
    const filter = attributes(path).get("filter");
    return filter === undefined ? isBinary(sample) : filter === "lfs";
  };
}

/** No NUL, and UTF-8 as far as the sample goes: a character may be cut at its end. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return true;
  const longestCut = sample.length < SAMPLE_BYTES ? 0 : 3;
  for (let cut = 0; cut <= longestCut; cut++) {
    if (isUtf8(sample.subarray(0, sample.length - cut))) return false;
  }
  return true;
}

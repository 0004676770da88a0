/**
 * - `not-a-zip`: there is no end of a central directory where one must be.
 * - `broken`: its numbers contradict each other or the file.
 * - `overlapping`: entries share bytes, as in bombs of small files that unfold to petabytes.
 * - `too-large`: it claims more than the reader was allowed.
 * - `unsupported`: encrypted, split over several files, or packed by a method unknown here.
 */
export type ZipErrorCode = "not-a-zip" | "broken" | "overlapping" | "too-large" | "unsupported";

/** Why a zip archive, or an entry of one, cannot be read. */
export class ZipError extends Error {
  override name = "ZipError";
  readonly code: ZipErrorCode;

  constructor(code: ZipErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function broken(message: string): ZipError {
  return new ZipError("broken", message);
}

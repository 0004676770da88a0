const utf8 = new TextDecoder("utf-8", { fatal: true });
const SAMPLE_BYTES = 8000;

/** The text that bytes are, in UTF-8 or with a mark in UTF-16; undefined for binary data. */
export function decodeText(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, SAMPLE_BYTES).includes(0)) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

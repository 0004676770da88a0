/** Bytes that are not what the xet protocol says they must be. The message names what is wrong. */
export class XetFormatError extends Error {
  override name = "XetFormatError";
}

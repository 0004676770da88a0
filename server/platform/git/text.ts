import { isUtf8 } from "node:buffer";

/**
 * Git names and messages are bytes, nearly always UTF-8. These two functions carry them as strings
 * without losing a byte: a byte that is not part of valid UTF-8 becomes the lone surrogate
 * U+DC00 + byte, which valid UTF-8 can never produce. `text.isWellFormed()` therefore tells
 * whether the bytes were UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString("utf8") : decodeDamaged(buffer);
}

/** The bytes that `decodeText` read. */
export function encodeText(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(text, "utf8") : encodeDamaged(text);
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodeDamaged(bytes: Buffer): string {
  let text = "";
  let position = 0;
  while (position < bytes.length) {
    const length = sequenceLength(bytes, position);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + bytes.readUInt8(position))
        : bytes.toString("utf8", position, position + length);
    position += Math.max(length, 1);
  }
  return text;
}

/** How many bytes the valid UTF-8 sequence at `position` has; 0 when there is none. */
function sequenceLength(bytes: Buffer, position: number): number {
  const lead = bytes.readUInt8(position);
  const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const sequence = bytes.subarray(position, position + length);
  return sequence.length === length && isUtf8(sequence) ? length : 0;
}

function encodeDamaged(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isEscapedByte = code >= 0xdc80 && code <= 0xdcff;
    parts.push(isEscapedByte ? Buffer.from([code - 0xdc00]) : Buffer.from(character, "utf8"));
  }
  return Buffer.concat(parts);
}

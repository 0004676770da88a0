import { isUtf8 } from "node:buffer";

/** How the bytes of a text file become characters. */
export type TextEncoding = {
  /** A label of the Encoding standard. */
  label: "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";
  /** Bytes of the byte-order mark at the beginning. */
  markBytes: number;
};

const MARKS: readonly { bytes: readonly number[]; label: TextEncoding["label"] }[] = [
  { bytes: [0xef, 0xbb, 0xbf], label: "utf-8" },
  { bytes: [0xff, 0xfe], label: "utf-16le" },
  { bytes: [0xfe, 0xff], label: "utf-16be" },
];

/** Of all bytes beyond ASCII so many must be common Chinese characters for GBK to be believed. */
const CHINESE_SHARE = 0.6;

/** The encoding that the beginning of a file tells: its mark, its zero bytes, or what is valid. */
export function detectEncoding(head: Uint8Array): TextEncoding {
  for (const { bytes, label } of MARKS) {
    if (bytes.every((byte, index) => head[index] === byte)) {
      return { label, markBytes: bytes.length };
    }
  }
  return { label: wideLabel(head) ?? narrowLabel(head), markBytes: 0 };
}

/** In UTF-16 the ASCII characters, which every table has, leave every second byte zero. */
function wideLabel(head: Uint8Array): TextEncoding["label"] | undefined {
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at++) {
    if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const enough = head.length / 20;
  if (odd > enough && even < odd / 10) return "utf-16le";
  if (even > enough && odd < even / 10) return "utf-16be";
  return undefined;
}

function narrowLabel(head: Uint8Array): TextEncoding["label"] {
  if (isUtf8(withoutCutCharacter(head))) return "utf-8";
  const { pairs, common } = countPairs(head);
  return pairs > 0 && common / pairs >= CHINESE_SHARE ? "gb18030" : "windows-1252";
}

/** Pairs of bytes that GBK would read, and those in the part that common characters take. */
function countPairs(head: Uint8Array): { pairs: number; common: number } {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < head.length - 1; at++) {
    const lead = head[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = head[at + 1] ?? 0;
    pairs += 1;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) common += 1;
    at += 1;
  }
  return { pairs, common };
}

/** The end of a part of a file may cut a character of up to four bytes. */
export function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
  }
  return bytes;
}

/**
 * Turns what is read into bytes in which a delimiter, a quote and the end of a line are single bytes
 * that are never part of another character: UTF-16 becomes UTF-8, the others have that already.
 */
export class Narrower {
  readonly #decoder: TextDecoder | undefined;

  constructor({ label }: TextEncoding) {
    if (label === "utf-16le" || label === "utf-16be") this.#decoder = new TextDecoder(label);
  }

  narrow(chunk: Uint8Array): Uint8Array {
    return this.#decoder ? Buffer.from(this.#decoder.decode(chunk, { stream: true })) : chunk;
  }
}

/** Reads cells, which are narrow bytes, as text. */
export function textDecoder({ label }: TextEncoding): TextDecoder {
  const isWide = label === "utf-16le" || label === "utf-16be";
  return new TextDecoder(isWide ? "utf-8" : label, { ignoreBOM: true });
}

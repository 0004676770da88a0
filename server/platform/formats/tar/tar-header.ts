export const BLOCK_BYTES = 512;

/** One header block; what is not set stands in an extended header before it. */
export type TarHeader = {
  name: string;
  sizeBytes: number;
  /** One character: "0" file, "5" folder, "1" and "2" links, "x" and "g" extended, "L" long name. */
  type: string;
  /** Where a link leads. */
  target: string;
};

/**
 * Source: POSIX.1-2017, pax, "ustar Interchange Format".
 * @returns undefined when the block's checksum is not its own: it is no header.
 */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  const sizeBytes = numberOf(block.subarray(124, 136));
  if (block.length < BLOCK_BYTES || sizeBytes === undefined) return undefined;
  if (numberOf(block.subarray(148, 156)) !== checksumOf(block)) return undefined;
  const isUstar = block.toString("latin1", 257, 262) === "ustar";
  const isGnu = block.toString("latin1", 257, 264) === "ustar  ";
  const prefix = isUstar && !isGnu ? textOf(block.subarray(345, 500)) : "";
  const name = textOf(block.subarray(0, 100));
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    sizeBytes,
    type: block.toString("latin1", 156, 157).replace("\0", "0"),
    target: textOf(block.subarray(157, 257)),
  };
}

/** The records of an extended header: `length key=value`, each with a newline behind it. */
export function parsePaxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString("latin1", at, space));
    if (space === -1 || !Number.isSafeInteger(length) || length <= space - at) break;
    const record = bytes.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    if (equals !== -1) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** Up to the first zero byte. */
export function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString("utf8", 0, end === -1 ? bytes.length : end);
}

/** Octal digits, or for sizes of 8 GiB and above a binary number. */
function numberOf(bytes: Buffer): number | undefined {
  const first = bytes[0] ?? 0;
  if (first === 0x80) {
    const value = bytes.readBigUInt64BE(bytes.length - 8);
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : undefined;
  }
  const digits = textOf(bytes).trim();
  return /^[0-7]*$/u.test(digits) ? Number.parseInt(digits || "0", 8) : undefined;
}

/** The sum of all bytes, with blanks in place of the sum itself. */
function checksumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (const [at, byte] of block.subarray(0, BLOCK_BYTES).entries()) {
    if (at < 148 || at >= 156) sum += byte;
  }
  return sum;
}

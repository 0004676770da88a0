import { randomAccess, type RandomAccess } from "../../random-access.ts";

/** Small files of tensors, written as their specifications say: the other side of the readers. */

export type Declaration = { dtype: string; shape: number[]; data_offsets: [number, number] };

/** @param header text, or what becomes JSON. */
export function aSafetensors(header: unknown, dataBytes = 0): Buffer {
  const text = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(dataBytes)]);
}

/** Declarations of tensors of 16-bit floats that lie one after the other. */
export function halves(shapes: Readonly<Record<string, number[]>>): {
  header: Record<string, Declaration>;
  dataBytes: number;
} {
  let at = 0;
  const header: Record<string, Declaration> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const end = at + 2 * shape.reduce((product, size) => product * size, 1);
    header[name] = { dtype: "F16", shape, data_offsets: [at, end] };
    at = end;
  }
  return { header, dataBytes: at };
}

/** A whole safetensors file of 16-bit floats. */
export function aHalfFile(shapes: Readonly<Record<string, number[]>>): Buffer {
  const { header, dataBytes } = halves(shapes);
  return aSafetensors(header, dataBytes);
}

/** Writes numbers and strings of GGUF in one byte order. */
export function ggufParts({ isLittleEndian = true } = {}) {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isLittleEndian) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const u64 = (value: number | bigint) => {
    const bytes = Buffer.alloc(8);
    if (isLittleEndian) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  const string = (text: string) => Buffer.concat([u64(Buffer.byteLength(text)), Buffer.from(text)]);
  const tensor = (name: string, sizes: number[], { type, offset }: GgufTensor) =>
    Buffer.concat([
      string(name),
      u32(sizes.length),
      ...sizes.map((size) => u64(size)),
      u32(type),
      u64(offset),
    ]);
  const head = (version: number, tensorCount: number | bigint, entryCount: number | bigint) =>
    Buffer.concat([Buffer.from("GGUF"), u32(version), u64(tensorCount), u64(entryCount)]);
  return { u32, u64, string, tensor, head };
}

type GgufTensor = { type: number; offset: number };

/** One field of a Protocol Buffers message: a number, or the bytes of a text or message. */
export function field(number: number, value: number | bigint | string | Buffer): Buffer {
  if (typeof value === "number" || typeof value === "bigint") {
    return Buffer.concat([varint(number * 8), varint(value)]);
  }
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

export function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields);
}

function varint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Buffer.from(bytes);
}

/** The file that these bytes begin; what follows up to its size is zeros. */
export function accessTo(
  bytes: Buffer,
  { sizeBytes = bytes.length, budgetBytes = 64 * 1024 * 1024 } = {},
): RandomAccess {
  const source = {
    sizeBytes,
    async *read({ start, end }: { start: number; end: number }) {
      const part = bytes.subarray(start, end);
      yield part;
      if (end - start > part.length) yield Buffer.alloc(end - start - part.length);
    },
  };
  return randomAccess(source, budgetBytes);
}

/** Several parts of a large file; the rest is zeros and takes no memory until it is read. */
export function sparseFile(
  sizeBytes: number,
  parts: readonly { at: number; bytes: Buffer }[],
): RandomAccess {
  const source = {
    sizeBytes,
    async *read({ start, end }: { start: number; end: number }) {
      const out = Buffer.alloc(end - start);
      for (const { at, bytes } of parts) {
        if (at < end && at + bytes.length > start) {
          bytes.copy(out, Math.max(0, at - start), Math.max(0, start - at));
        }
      }
      yield out;
    },
  };
  return randomAccess(source, 64 * 1024 * 1024);
}

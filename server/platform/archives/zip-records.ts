import { modeOf } from "./archive-file.ts";

/** What the directory at the end says of a file. */
export type ZipEntry = {
  name: Buffer;
  modifiedAt: Date;
  isExecutable: boolean;
  isDeflated: boolean;
  /** Checksum and sizes stand behind the bytes instead of before them. */
  isStreamed: boolean;
  crc: number;
  packedBytes: number;
  sizeBytes: number;
  /** Of the local header. */
  offset: number;
};

const LARGE = 0xffff_ffff;
const MANY = 0xffff;
const UTF8_NAMES = 0x0800;
const SIZES_BEHIND = 0x0008;
const DEFLATE = 8;
const UNIX = 3 << 8;
const PLAIN_VERSION = 20;
const LARGE_VERSION = 45;
/** Deflate makes what it cannot compress a little larger. */
const LARGE_FROM = 0xff00_0000;

/** Both headers of a file must agree on it, and the first one is written before its bytes. */
function isLargeFile({ sizeBytes }: ZipEntry): boolean {
  return sizeBytes >= LARGE_FROM;
}

export function localHeader(entry: ZipEntry): Buffer {
  const isLarge = isLargeFile(entry);
  const extra = isLarge
    ? sizesExtra(entry.isStreamed ? [0, 0] : [entry.sizeBytes, entry.packedBytes])
    : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(isLarge ? LARGE_VERSION : PLAIN_VERSION, 4);
  writeCommon(header, entry, 6);
  if (entry.isStreamed) {
    header.writeUInt32LE(0, 14);
    header.writeUInt32LE(isLarge ? LARGE : 0, 18);
    header.writeUInt32LE(isLarge ? LARGE : 0, 22);
  }
  header.writeUInt16LE(entry.name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, entry.name, extra]);
}

export function dataDescriptor(entry: ZipEntry): Buffer {
  const isLarge = isLargeFile(entry);
  const descriptor = Buffer.alloc(isLarge ? 24 : 16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  if (isLarge) {
    descriptor.writeBigUInt64LE(BigInt(entry.packedBytes), 8);
    descriptor.writeBigUInt64LE(BigInt(entry.sizeBytes), 16);
  } else {
    descriptor.writeUInt32LE(entry.packedBytes, 8);
    descriptor.writeUInt32LE(entry.sizeBytes, 12);
  }
  return descriptor;
}

export function centralHeader(entry: ZipEntry): Buffer {
  const isLarge = isLargeFile(entry);
  const isFar = entry.offset >= LARGE;
  const extra =
    isLarge || isFar
      ? sizesExtra([
          ...(isLarge ? [entry.sizeBytes, entry.packedBytes] : []),
          ...(isFar ? [entry.offset] : []),
        ])
      : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(UNIX | LARGE_VERSION, 4);
  header.writeUInt16LE(isLarge || isFar ? LARGE_VERSION : PLAIN_VERSION, 6);
  writeCommon(header, entry, 8);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((modeOf(entry) << 16) >>> 0, 38);
  header.writeUInt32LE(isFar ? LARGE : entry.offset, 42);
  return Buffer.concat([header, entry.name, extra]);
}

/** Flags, method, time, checksum and sizes: the same 20 bytes in both headers. */
function writeCommon(header: Buffer, entry: ZipEntry, at: number): void {
  const isLarge = isLargeFile(entry);
  const { date, time } = dosTime(entry.modifiedAt);
  header.writeUInt16LE(UTF8_NAMES | (entry.isStreamed ? SIZES_BEHIND : 0), at);
  header.writeUInt16LE(entry.isDeflated ? DEFLATE : 0, at + 2);
  header.writeUInt16LE(time, at + 4);
  header.writeUInt16LE(date, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(isLarge ? LARGE : entry.packedBytes, at + 12);
  header.writeUInt32LE(isLarge ? LARGE : entry.sizeBytes, at + 16);
}

function sizesExtra(sizes: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + sizes.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(sizes.length * 8, 2);
  for (const [index, size] of sizes.entries()) {
    extra.writeBigUInt64LE(BigInt(size), 4 + index * 8);
  }
  return extra;
}

/** From 1980 on, in steps of two seconds; there is no zone, so it is UTC. */
function dosTime(at: Date): { date: number; time: number } {
  const year = Math.min(127, Math.max(0, at.getUTCFullYear() - 1980));
  return {
    date: (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  };
}

export function endOfDirectory({
  count,
  sizeBytes,
  offset,
}: {
  count: number;
  sizeBytes: number;
  offset: number;
}): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, MANY), 8);
  end.writeUInt16LE(Math.min(count, MANY), 10);
  end.writeUInt32LE(Math.min(sizeBytes, LARGE), 12);
  end.writeUInt32LE(Math.min(offset, LARGE), 16);
  if (count < MANY && sizeBytes < LARGE && offset < LARGE) return end;
  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x0606_4b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(UNIX | LARGE_VERSION, 12);
  large.writeUInt16LE(LARGE_VERSION, 14);
  large.writeBigUInt64LE(BigInt(count), 24);
  large.writeBigUInt64LE(BigInt(count), 32);
  large.writeBigUInt64LE(BigInt(sizeBytes), 40);
  large.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + sizeBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
}

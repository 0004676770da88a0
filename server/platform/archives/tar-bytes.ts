import { type ArchiveFile, modeOf, readExactly } from "./archive-file.ts";

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
/** Eleven octal digits. */
const SIZE_LIMIT = 8 ** 11;

/**
 * A tar as it is made, in constant memory. Names that are long or not ASCII, and sizes of 8 GiB and
 * more, stand in extended headers. Source: POSIX.1-2017, pax, "ustar Interchange Format".
 */
export async function* tarBytes(
  files: AsyncIterable<ArchiveFile>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const file of files) {
    yield headersOf(file);
    yield* readExactly(file);
    yield padding(file.sizeBytes);
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

function headersOf(file: ArchiveFile): Buffer {
  const name = Buffer.from(file.name);
  const isPlainName = name.length <= NAME_BYTES && /^[\x20-\x7e]*$/.test(file.name);
  const records = [
    ...(isPlainName ? [] : [paxRecord("path", file.name)]),
    ...(file.sizeBytes < SIZE_LIMIT ? [] : [paxRecord("size", String(file.sizeBytes))]),
  ];
  const header = {
    name: isPlainName ? name : Buffer.from("file"),
    mode: modeOf(file) & 0o777,
    sizeBytes: file.sizeBytes < SIZE_LIMIT ? file.sizeBytes : 0,
    modifiedAt: file.modifiedAt,
    type: "0",
  };
  if (records.length === 0) return headerBlock(header);
  const extended = Buffer.concat(records);
  const extendedHeader = headerBlock({
    ...header,
    name: Buffer.from("PaxHeader"),
    sizeBytes: extended.length,
    type: "x",
  });
  return Buffer.concat([extendedHeader, extended, padding(extended.length), headerBlock(header)]);
}

type Header = {
  name: Buffer;
  mode: number;
  sizeBytes: number;
  modifiedAt: Date;
  type: string;
};

function headerBlock({ name, mode, sizeBytes, modifiedAt, type }: Header): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  const seconds = Math.max(0, Math.floor(modifiedAt.getTime() / 1000));
  name.copy(block);
  block.write(octal(mode, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(sizeBytes, 11), 124);
  block.write(octal(seconds, 11), 136);
  block.fill(0x20, 148, 156);
  block.write(type, 156);
  block.write("ustar", 257);
  block.write("00", 263);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 6)}\0 `, 148);
  return block;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** `LENGTH key=value\n`, the length counting itself. */
function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length !== String(rest).length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

function padding(sizeBytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

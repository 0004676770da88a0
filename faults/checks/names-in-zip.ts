const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;

/**
 * The names in the central directory of a zip file.
 * @throws {Error} when it is cut off or damaged.
 */
export function namesInZip(zip: Buffer): string[] {
  const end = findEnd(zip);
  const count = zip.readUInt16LE(end + 10);
  let offset = zip.readUInt32LE(end + 16);
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (zip.readUInt32LE(offset) !== ENTRY_SIGNATURE) throw new Error("the zip file is damaged");
    const nameBytes = zip.readUInt16LE(offset + 28);
    const otherBytes = zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32);
    names.push(zip.toString("utf8", offset + 46, offset + 46 + nameBytes));
    offset += 46 + nameBytes + otherBytes;
  }
  return names;
}

function findEnd(zip: Buffer): number {
  for (let offset = zip.length - END_BYTES; offset >= 0; offset -= 1) {
    if (zip.readUInt32LE(offset) === END_SIGNATURE) return offset;
  }
  throw new Error("the zip file is cut off");
}

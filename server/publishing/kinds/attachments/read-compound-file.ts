import type { RandomAccess } from "../../../platform/formats/random-access.ts";

const SIGNATURE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
/** Sectors of the directory that are looked through: 1024 entries of 512-byte sectors. */
const DIRECTORY_SECTORS = 256;
/** Greater numbers are marks: end of a chain, free. */
const LAST_SECTOR = 0xffff_fffa;
const FAT_SECTORS_IN_HEADER = 109;

/** The stream that each of the old office formats keeps its document in. Source: MS-DOC, MS-XLS, MS-PPT. */
const STREAMS = {
  WordDocument: "doc",
  Workbook: "xls",
  Book: "xls",
  "PowerPoint Document": "ppt",
} as const;
type OldOfficeType = (typeof STREAMS)[keyof typeof STREAMS];

/**
 * What an OLE compound file is, by the streams in its directory; undefined for one that is broken, or
 * holds something else (an installer, a mail). Chains are followed so far and no further, whatever
 * the file claims. Source: MS-CFB 2.2, 2.3, 2.6.
 */
export async function readCompoundFile(file: RandomAccess): Promise<OldOfficeType | undefined> {
  const header = await file.read(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || !header.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const sectorBytes = 2 ** shift;
  let sector = header.readUInt32LE(48);
  for (let read = 0; read < DIRECTORY_SECTORS && sector < LAST_SECTOR; read += 1) {
    const start = (sector + 1) * sectorBytes;
    const type = typeAmong(await file.read(start, start + sectorBytes));
    if (type !== undefined) return type;
    const next = await nextSector(file, { header, sectorBytes, sector });
    if (next === undefined) return undefined;
    sector = next;
  }
  return undefined;
}

function typeAmong(directory: Buffer): OldOfficeType | undefined {
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const nameBytes = directory.readUInt16LE(at + 64);
    if (nameBytes < 2 || nameBytes > 64) continue;
    const name = directory.toString("utf16le", at, at + nameBytes - 2);
    if (Object.hasOwn(STREAMS, name)) return STREAMS[name as keyof typeof STREAMS];
  }
  return undefined;
}

type Place = { header: Buffer; sectorBytes: number; sector: number };

/** Where the chain goes on; undefined where the table that says so lies beyond the header's list. */
async function nextSector(
  file: RandomAccess,
  { header, sectorBytes, sector }: Place,
): Promise<number | undefined> {
  const perSector = sectorBytes / 4;
  const table = Math.floor(sector / perSector);
  if (table >= FAT_SECTORS_IN_HEADER) return undefined;
  const tableSector = header.readUInt32LE(76 + table * 4);
  if (tableSector >= LAST_SECTOR) return undefined;
  const at = (tableSector + 1) * sectorBytes + (sector % perSector) * 4;
  const entry = await file.read(at, at + 4);
  return entry.length === 4 ? entry.readUInt32LE(0) : undefined;
}

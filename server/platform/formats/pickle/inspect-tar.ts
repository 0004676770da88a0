import type { RandomAccess } from "../random-access.ts";
import { sliceOf } from "../slice-of.ts";
import { inside, InspectionLimitError, type Part } from "./inspection.ts";

const BLOCK_BYTES = 512;

/** Looks into the files of a tar archive (POSIX ustar; also as the oldest `torch.save` wrote). */
export async function inspectTar(file: RandomAccess, part: Part): Promise<void> {
  const { inspection, place } = part;
  for (let at = 0; at + BLOCK_BYTES <= file.sizeBytes;) {
    const header = await file.read(at, at + BLOCK_BYTES);
    if (header[0] === 0) return;
    const sizeBytes = sizeOf(header);
    if (sizeBytes === undefined) return inspection.note("archive-broken", place);
    const start = at + BLOCK_BYTES;
    try {
      inspection.countEntries(1);
    } catch (error) {
      if (error instanceof InspectionLimitError) return inspection.note("archive-too-large", place);
      throw error;
    }
    const name = header.subarray(0, 100).toString("utf8").replace(/\0.*$/s, "");
    const entry = sliceOf(file, { start, end: start + sizeBytes });
    await part.visit.file(entry, inside(part, name));
    at = start + Math.ceil(sizeBytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
}

/** Octal digits, or for sizes of 8 GiB and above a binary number. */
function sizeOf(header: Buffer): number | undefined {
  const field = header.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) !== 0) return field.readUIntBE(6, 6);
  const digits = field
    .toString("latin1")
    .replace(/[\0 ]+$/, "")
    .trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || "0", 8) : undefined;
}

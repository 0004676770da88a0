import type { RandomAccess } from "../../../platform/formats/random-access.ts";
import { readZipDirectory } from "../../../platform/formats/zip/read-zip-directory.ts";
import { readZipEntry } from "../../../platform/formats/zip/read-zip-entry.ts";
import type { ZipEntry } from "../../../platform/formats/zip/zip-entry.ts";

const LIMITS = { entries: 20_000, directoryBytes: 4_000_000 };
const CONTENT_TYPES = "[Content_Types].xml";
/** A list of parts is some kilobytes long. */
const CONTENT_TYPES_BYTES = 1_000_000;
const MACROS = /(^|\/)vbaProject\.bin$/i;

type OfficeType = "docx" | "xlsx" | "pptx";

/**
 * The main part of each and the media type under which the package must list it.
 * Source: ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6.
 */
const MAIN_PARTS: Record<OfficeType, { part: string; mediaType: string }> = {
  docx: {
    part: "word/document.xml",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
  },
  xlsx: {
    part: "xl/workbook.xml",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
  },
  pptx: {
    part: "ppt/presentation.xml",
    mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
  },
};

export type ZipContent = { type: OfficeType | "zip"; hasMacros: boolean };

/**
 * What a zip archive is: an office document has its main part and lists it under its media type, a
 * name alone makes none.
 * @throws {ZipError} for what is no zip archive, or a broken one; `ReadBudgetError`.
 */
export async function readOfficePackage(file: RandomAccess): Promise<ZipContent> {
  const { entries } = await readZipDirectory(file, { ...LIMITS, mayOverlap: true });
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const hasMacros = entries.some(({ name }) => MACROS.test(name));
  const list = byName.get(CONTENT_TYPES);
  if (list === undefined) return { type: "zip", hasMacros };
  const listed = await readText(file, list);
  for (const [type, { part, mediaType }] of Object.entries(MAIN_PARTS)) {
    if (byName.has(part) && listed.includes(mediaType)) {
      return { type: type as OfficeType, hasMacros };
    }
  }
  return { type: "zip", hasMacros };
}

/** The beginning of an entry, however much it would unpack to. */
async function readText(file: RandomAccess, entry: ZipEntry): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of readZipEntry(file, entry)) {
    chunks.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= CONTENT_TYPES_BYTES) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, CONTENT_TYPES_BYTES);
}

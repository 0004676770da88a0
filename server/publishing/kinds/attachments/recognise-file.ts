import { randomAccess, ReadBudgetError } from "../../../platform/formats/random-access.ts";
import { ZipError } from "../../../platform/formats/zip/zip-error.ts";
import type { FileType } from "./file-type.ts";
import { isText } from "./is-text.ts";
import { readCompoundFile } from "./read-compound-file.ts";
import { readOfficePackage } from "./read-office-package.ts";

/** Headers, directories and the list of parts; a text is read whole, as a stream. */
const BUDGET_BYTES = 8_000_000;
const HEAD_BYTES = 16;
/** ISO 32000: the end of a document stands in its last kilobyte. */
const PDF_TAIL_BYTES = 1024;

export type FileSource = {
  sizeBytes: number;
  read: (range?: { start: number; end: number }) => AsyncIterable<Uint8Array>;
};

export type Recognised = { type: FileType; hasMacros: boolean };

/**
 * What a file is by its bytes, whatever it is called: its signature, and of a zip archive or an OLE
 * file what stands inside. Undefined for anything that an article does not take, and for what is cut
 * off or broken.
 */
export async function recogniseFile(source: FileSource): Promise<Recognised | undefined> {
  const file = randomAccess(source, BUDGET_BYTES);
  const head = (await file.read(0, HEAD_BYTES)).toString("latin1");
  const plain = (type: FileType): Recognised => ({ type, hasMacros: false });
  try {
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06")) {
      return await readOfficePackage(file);
    }
    if (head.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
      const type = await readCompoundFile(file);
      return type && plain(type);
    }
    if (head.startsWith("%PDF-")) {
      const end = await file.read(Math.max(0, file.sizeBytes - PDF_TAIL_BYTES), file.sizeBytes);
      return end.includes("%%EOF") ? plain("pdf") : undefined;
    }
  } catch (error) {
    if (error instanceof ZipError || error instanceof ReadBudgetError) return undefined;
    throw error;
  }
  const type = typeByHead(head);
  if (type !== undefined) return plain(type);
  return file.sizeBytes > 0 && (await isText(source.read())) ? plain("txt") : undefined;
}

function typeByHead(head: string): FileType | undefined {
  if (head.startsWith("Rar!\x1a\x07\x00") || head.startsWith("Rar!\x1a\x07\x01\x00")) return "rar";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpg";
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "gif";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  return undefined;
}

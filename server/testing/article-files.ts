import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** A zip archive of these files. */
export async function aZip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(content as string), path);
  }
  zip.end();
  return buffer(zip.outputStream);
}

const MAIN = {
  docx: ["word/document.xml", "wordprocessingml.document"],
  xlsx: ["xl/workbook.xml", "spreadsheetml.sheet"],
  pptx: ["ppt/presentation.xml", "presentationml.presentation"],
} as const;

/** The smallest package that is an office document of its type. */
export function anOfficeFile(
  type: keyof typeof MAIN,
  more: Record<string, string> = {},
): Promise<Buffer> {
  const [part, name] = MAIN[type];
  const mediaType = `application/vnd.openxmlformats-officedocument.${name}.main+xml`;
  return aZip({
    "[Content_Types].xml": `<Types><Override PartName="/${part}" ContentType="${mediaType}"/></Types>`,
    [part]: "<document/>",
    ...more,
  });
}

const SECTOR = 512;
const END_OF_CHAIN = 0xffff_fffe;

/** An OLE compound file whose directory names one stream. Layout: header, directory, table. */
export function aCompoundFile(stream: string): Buffer {
  const file = Buffer.alloc(3 * SECTOR);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(0, 48);
  file.writeUInt32LE(1, 76);
  for (const [at, name] of ["Root Entry", stream].entries()) {
    const entry = SECTOR + at * 128;
    file.write(name, entry, "utf16le");
    file.writeUInt16LE((name.length + 1) * 2, entry + 64);
  }
  file.writeUInt32LE(END_OF_CHAIN, 2 * SECTOR);
  return file;
}

export const A_PDF = Buffer.from(
  "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n",
);
export const A_RAR = Buffer.from("526172211a0701003392b5e50a01050600050101808000", "hex");
export const A_PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** The beginning of a Windows program. */
export const A_PROGRAM = Buffer.concat([
  Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"),
  Buffer.alloc(600, 0x90),
]);

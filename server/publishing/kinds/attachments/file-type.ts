import type { ArticleImageType, AttachmentType } from "#contract/community/article-rules.ts";

/** What a file is by its content; endings that mean the same have one type. */
export type FileType = Exclude<AttachmentType | ArticleImageType, "jpeg">;

/** How it is told to people, in English. */
export const TYPE_NAMES: Record<FileType, string> = {
  rar: "a RAR archive",
  zip: "a zip archive",
  doc: "a Word 97–2003 document",
  docx: "a Word document",
  xls: "an Excel 97–2003 workbook",
  xlsx: "an Excel workbook",
  ppt: "a PowerPoint 97–2003 presentation",
  pptx: "a PowerPoint presentation",
  pdf: "a PDF document",
  txt: "a text",
  png: "a PNG picture",
  jpg: "a JPEG picture",
  gif: "a GIF picture",
  webp: "a WebP picture",
};

/** The type that an ending claims; undefined for one that an article does not take. */
export function typeOfEnding(ending: string): FileType | undefined {
  if (ending === "jpeg") return "jpg";
  return ending in TYPE_NAMES ? (ending as FileType) : undefined;
}

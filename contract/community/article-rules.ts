/** COM-3 as plain data: the editor and the server hold to the same limits. */
export const ARTICLE_LIMITS = {
  /** Of one account; the next one asks to delete one. */
  drafts: 3,
  /** In code points. */
  body: 200_000,
  attachments: 5,
  attachmentBytes: 20_000_000,
  images: 50,
  imageBytes: 10_000_000,
} as const;

/** How often an open editor saves what has changed. */
export const AUTOSAVE_EVERY_MS = 30_000;

export const ATTACHMENT_TYPES = [
  "rar",
  "zip",
  "doc",
  "docx",
  "xls",
  "xlsx",
  "ppt",
  "pptx",
  "pdf",
  "txt",
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Pictures in the text; no SVG, which is a program. */
export const ARTICLE_IMAGE_TYPES = ["png", "jpg", "jpeg", "gif", "webp"] as const;
export type ArticleImageType = (typeof ARTICLE_IMAGE_TYPES)[number];

/** Where the files of an article lie in its repository, beside README.md, its text. */
export const ARTICLE_FOLDERS = { attachment: "attachments", image: "images" } as const;
export type ArticleFileRole = keyof typeof ARTICLE_FOLDERS;

/** The ending of a file's name in lower case, without its dot; "" without one. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** What a file of this name would be in an article; undefined for what an article does not take. */
export function roleOf(name: string): ArticleFileRole | undefined {
  const ending: string = endingOf(name);
  if (ATTACHMENT_TYPES.some((type) => type === ending)) return "attachment";
  if (ARTICLE_IMAGE_TYPES.some((type) => type === ending)) return "image";
  return undefined;
}

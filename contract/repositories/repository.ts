import { z } from "zod";
import { PictureSize } from "./media.ts";
import { CommitId, NamespaceSummary, Sha256, Timestamp, text } from "../fields.ts";

/** A branch, tag, version, full commit id (40 hex), `refs/heads/x`, `refs/tags/x`. */
export const Revision = z.string().min(1).max(255);

/** Path of a file or folder in a repository; its rules are checked where it is used. */
export const EntryPath = z.string().max(4096);

export const CommitSummary = z.object({
  id: CommitId,
  title: z.string(),
  author: z.object({ name: z.string(), account: NamespaceSummary.nullable() }),
  committedAt: Timestamp,
});
export type CommitSummary = z.infer<typeof CommitSummary>;

/** One line of a folder. */
export const TreeEntry = z.object({
  type: z.enum(["file", "folder"]),
  path: z.string(),
  name: z.string(),
  /** The git object id: of a large file, its pointer's. */
  oid: z.string(),
  /** Bytes of the file itself; of a folder, of all files below it on the default branch, else 0. */
  sizeBytes: z.number(),
  /** SHA-256 of a large file's bytes; null for small files and folders. */
  sha256: Sha256.nullable(),
  lastCommit: CommitSummary.nullable(),
});
export type TreeEntry = z.infer<typeof TreeEntry>;

/** How the page shows a file: by its name and size, before its bytes are read. */
export const PreviewKind = z.enum([
  "markdown",
  "text",
  "image",
  "notebook",
  "pdf",
  "audio",
  "video",
  "table",
  "tensors",
  "checkpoint",
  "packed-text",
  "archive",
  "none",
]);
export type PreviewKind = z.infer<typeof PreviewKind>;

export const FileDetail = TreeEntry.extend({
  mediaType: z.string(),
  preview: PreviewKind,
  /** Why there is no preview. */
  previewRefusal: z
    .enum(["too-large", "binary", "unsupported", "too-many-pixels", "unreadable"])
    .nullable(),
  /** Of a picture that says its size. */
  picture: PictureSize.nullable(),
  commit: CommitId,
  /** Always there: for a small file it is computed from its bytes. */
  sha256: Sha256,
  contentUrl: z.string(),
  downloadUrl: z.string(),
});
export type FileDetail = z.infer<typeof FileDetail>;

export const Ref = z.object({
  name: z.string(),
  ref: z.string(),
  commit: CommitId,
  isProtected: z.boolean(),
});
export type Ref = z.infer<typeof Ref>;

export const Refs = z.object({
  defaultBranch: z.string(),
  branches: z.array(Ref),
  tags: z.array(Ref),
});

export const ChangedPath = z.object({
  path: z.string(),
  /** Where a renamed file was. */
  previousPath: z.string().nullable(),
  change: z.enum(["added", "modified", "deleted", "renamed"]),
  sizeBytes: z.number(),
});

export const CommitDetail = CommitSummary.extend({
  description: z.string(),
  parents: z.array(CommitId),
  /** The first 1,000 changed paths against the first parent. */
  changes: z.array(ChangedPath),
  changeCount: z.number().int(),
});
export type CommitDetail = z.infer<typeof CommitDetail>;

/** Half-open byte range `[start, end)`. */
export const ByteRange = z.object({ start: z.number().int(), end: z.number().int() });
export type ByteRange = z.infer<typeof ByteRange>;

/** One change of a commit. Paths are checked; a `file` needs exactly one source of bytes. */
export const CommitOperation = z.discriminatedUnion("op", [
  z.object({
    op: z.literal("put"),
    path: EntryPath,
    /** The finished upload session that holds the bytes. */
    uploadId: z.string().max(64).optional(),
    /** Of the upload, the bytes that are this file: many small files travel as one upload. */
    range: ByteRange.optional(),
    /** A content that the actor may use: knowing a hash is not owning the file. */
    sha256: Sha256.optional(),
    /** The bytes themselves: UTF-8 text, or base64. At most 10 MB. */
    text: z.string().optional(),
    base64: z.base64().optional(),
  }),
  z.object({ op: z.literal("delete"), path: EntryPath }),
  z.object({ op: z.literal("delete-folder"), path: EntryPath }),
  z.object({ op: z.literal("rename"), from: EntryPath, to: EntryPath }),
]);
export type CommitOperation = z.infer<typeof CommitOperation>;

export const NewCommit = z.object({
  branch: z.string().max(255).default("main"),
  title: text("title", { min: 1, max: 500 }),
  description: text("description", { max: 65_536 }).default(""),
  /** The head the writer saw: the commit is refused with 412 when the branch has moved. */
  expectedHead: CommitId.optional(),
  operations: z.array(CommitOperation).min(1).max(100_000),
});
export type NewCommit = z.input<typeof NewCommit>;

export const CommitReceipt = z.object({
  commit: CommitId,
  /** False when nothing changed: then `commit` is the head that was there. */
  isNew: z.boolean(),
});
export type CommitReceipt = z.infer<typeof CommitReceipt>;

export const NewUpload = z.object({
  /** For the page's list of unfinished uploads; the commit names the final path. */
  path: EntryPath,
  sizeBytes: z.number().int().min(0),
  /** Known in advance, the server may have the bytes already. */
  sha256: Sha256.optional(),
});

export const Upload = z.object({
  id: z.string(),
  path: z.string(),
  sizeBytes: z.number(),
  state: z.enum(["open", "verifying", "stored", "failed", "cancelled"]),
  /** Set once stored: the receipt. */
  sha256: Sha256.nullable(),
  /** The bytes were in the store before, nothing had to be sent. */
  wasStored: z.boolean(),
  missing: z.array(ByteRange),
  /** Suggested bytes per part. */
  partSizeBytes: z.number(),
  /** Whole parts may go straight to the object storage: `repositories.address-upload-parts`. */
  isDirect: z.boolean(),
  failure: z.string().nullable(),
  createdAt: Timestamp,
});
export type Upload = z.infer<typeof Upload>;

/** A zip compresses small text files; a tar nothing, and can be unpacked while it comes. */
export const ArchiveFormat = z.enum(["zip", "tar"]);
export type ArchiveFormat = z.infer<typeof ArchiveFormat>;

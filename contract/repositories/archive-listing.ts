import { z } from "zod";

/** Something to know before an archive is unpacked. */
export const ArchiveFinding = z.object({
  /**
   * - `expands`: unpacked it is more than a hundred times its size, as a zip bomb.
   * - `overlapping`: entries share bytes, which no honest writer does.
   * - `encrypted`: entries need a password.
   * - `unsafe-name`: names lead out of the folder of unpacking, or hold control characters.
   * - `duplicate-name`: names occur more than once.
   * - `incomplete`: the archive is cut off or damaged; what comes before is listed.
   * - `more-files`: it holds more files than are listed.
   * - `stopped`: to unpack more of it takes too long; what comes before is listed.
   * - `unpacked-in-part`: the size of its one file is that of so many bytes that were unpacked.
   * - `foreign-bytes`: there are other bytes before or behind the archive.
   */
  code: z.enum([
    "expands",
    "overlapping",
    "encrypted",
    "unsafe-name",
    "duplicate-name",
    "incomplete",
    "more-files",
    "stopped",
    "unpacked-in-part",
    "foreign-bytes",
  ]),
  count: z.number(),
  /** The first entry that it holds for; empty when it holds for the whole archive. */
  example: z.string(),
});
export type ArchiveFinding = z.infer<typeof ArchiveFinding>;

/** `gz` and `zst` hold one file, without its name. */
export const ArchiveFormat = z.enum(["zip", "tar", "tar.gz", "tar.zst", "gz", "zst"]);
export type ArchiveFormat = z.infer<typeof ArchiveFormat>;

/** A file in an archive, or everything below a folder of it. */
export const ArchiveRow = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("folder"),
    /** With its last slash: give it back as `folder`. */
    prefix: z.string(),
    files: z.number().int(),
    sizeBytes: z.number(),
    /** null where files are packed together. */
    compressedBytes: z.number().nullable(),
  }),
  z.object({
    type: z.literal("file"),
    /** As written in the archive: it may be anything, and is never used as a path here. */
    name: z.string(),
    sizeBytes: z.number(),
    /** null where files are packed together. */
    compressedBytes: z.number().nullable(),
    isEncrypted: z.boolean(),
    isUnsafe: z.boolean(),
  }),
]);
export type ArchiveRow = z.infer<typeof ArchiveRow>;

export const ArchiveTotals = z.object({
  files: z.number().int(),
  /** Unpacked, as the archive claims. */
  sizeBytes: z.number(),
  compressedBytes: z.number(),
});

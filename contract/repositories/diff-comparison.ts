import { z } from "zod";
import { CommitId } from "../fields.ts";
import { ChangedPath, CommitSummary } from "./repository.ts";

const DiffLine = z.object({
  type: z.enum(["same", "removed", "added"]),
  /** Without its line end; long lines are cut. */
  text: z.string(),
  isCut: z.boolean(),
  /** Half-open ranges of UTF-16 units that differ from the line it is compared with. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** It is the last line of the file and has no line end. */
  isUnended: z.boolean(),
});
export type DiffLine = z.infer<typeof DiffLine>;

/** Lines that lie together, counted from 1; a side without lines starts after the line before. */
const DiffHunk = z.object({
  beforeStart: z.number().int(),
  afterStart: z.number().int(),
  lines: z.array(DiffLine),
});
export type DiffHunk = z.infer<typeof DiffHunk>;

const DiffSide = z.object({
  path: z.string(),
  sizeBytes: z.number(),
});

/** How the bytes of one side were read. */
const TextForm = z.object({
  encoding: z.enum(["utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"]),
  lineEnds: z.enum(["lf", "crlf", "cr", "mixed", "none"]),
  lines: z.number().int(),
});
export type TextForm = z.infer<typeof TextForm>;

/** One file at two revisions; a side is null where there is no such file. */
export const FileDiff = z.object({
  commit: CommitId,
  baseCommit: CommitId,
  before: DiffSide.nullable(),
  after: DiffSide.nullable(),
  /** `tensors` and `image` are compared by their own means; `other` has no comparison. */
  kind: z.enum(["same", "text", "image", "tensors", "other"]),
  /** Why there is no comparison of `other`. */
  refusal: z.enum(["binary", "too-large", "too-different"]).nullable(),
  /** Of text only; a side is null where there is no file. Line ends alone make no hunk. */
  text: z
    .object({
      before: TextForm.nullable(),
      after: TextForm.nullable(),
      added: z.number().int(),
      removed: z.number().int(),
      hunks: z.array(DiffHunk),
      /** There are more differences than are answered. */
      isCut: z.boolean(),
    })
    .nullable(),
});
export type FileDiff = z.infer<typeof FileDiff>;

export const RevisionDiff = z.object({
  base: CommitSummary,
  head: CommitSummary,
  /** The first 1,000 changed paths from base to head. */
  changes: z.array(ChangedPath),
  changeCount: z.number().int(),
});
export type RevisionDiff = z.infer<typeof RevisionDiff>;

import { z } from "zod";
import { Timestamp } from "../fields.ts";

/**
 * How grave a finding is. `safe`: nothing but what ordinary files need. `suspicious`: not known to
 * the scanner, or not wholly looked into. `dangerous`: loading the file runs code that can do
 * anything, or a virus scanner knows it.
 */
export const ScanLevel = z.enum(["safe", "suspicious", "dangerous"]);
export type ScanLevel = z.infer<typeof ScanLevel>;

/** `queued` also for a file that no scan has seen yet. */
export const ScanState = z.enum(["queued", "scanning", "done", "failed"]);
export type ScanState = z.infer<typeof ScanState>;

/** An attribute of a Python module that loading a pickle of the file looks up. */
export const ScannedImport = z.object({
  module: z.string(),
  name: z.string(),
  level: ScanLevel,
  /** Loading calls it. */
  isCalled: z.boolean(),
  /** The entry of an archive, with those around it; "" for the file itself. */
  place: z.string(),
});
export type ScannedImport = z.infer<typeof ScannedImport>;

/** What keeps a part of a file from being judged, or is odd by itself. */
export const ScanProblemCode = z.enum([
  "computed-import",
  "alters-import",
  "calls-result",
  "extension-code",
  "unknown-bytes",
  "broken",
  "limit",
  "archive-broken",
  "archive-too-large",
  "archive-too-deep",
  "archive-locked",
]);
export type ScanProblemCode = z.infer<typeof ScanProblemCode>;

/** A line that looks as if it held a secret; the secret itself is never told. */
export const ScannedSecret = z.object({
  /** What kind of secret: `aws-access-key`, `private-key`. */
  rule: z.string(),
  /** From 1. */
  line: z.number().int(),
  /** Its first characters, and stars. */
  masked: z.string(),
});
export type ScannedSecret = z.infer<typeof ScannedSecret>;

export const MalwareScan = z.object({
  /** `too-large`: above what the virus scanner takes. */
  state: z.enum(["not-configured", "clean", "infected", "too-large", "failed"]),
  /** What it found, by the virus scanner's name for it. */
  signature: z.string().nullable(),
});
export type MalwareScan = z.infer<typeof MalwareScan>;

/** What was found in one file. */
export const ScanReport = z.object({
  /** How many pickles it holds, those inside of archives included. */
  pickles: z.number().int(),
  imports: z.array(ScannedImport),
  problems: z.array(z.object({ code: ScanProblemCode, place: z.string() })),
  /** A packing that was not opened, such as `7z`; null when there is none. */
  sealed: z.string().nullable(),
  secrets: z.array(ScannedSecret),
  malware: MalwareScan,
});
export type ScanReport = z.infer<typeof ScanReport>;

export const FileScan = z.object({
  state: ScanState,
  /** Null until a scan is done. */
  level: ScanLevel.nullable(),
  report: ScanReport.nullable(),
  /** Why a scan failed. */
  failure: z.enum(["took-too-long", "crashed", "unreadable"]).nullable(),
  scannedAt: Timestamp.nullable(),
});
export type FileScan = z.infer<typeof FileScan>;

/** A file of the default branch that is worth a look. */
export const ScannedFile = z.object({
  path: z.string(),
  /** Git object id, as in the tree: the same bytes have it in every revision. */
  oid: z.string(),
  state: ScanState,
  level: ScanLevel.nullable(),
});
export type ScannedFile = z.infer<typeof ScannedFile>;

export const ScanSummary = z.object({
  /** Files that wait for their scan. */
  waiting: z.number().int(),
  /** Those that were not found safe, gravest first; at most 1,000. */
  files: z.array(ScannedFile),
  isCut: z.boolean(),
});
export type ScanSummary = z.infer<typeof ScanSummary>;

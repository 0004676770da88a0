import { z } from "zod";
import { AssetKind, CommitId, text, Timestamp } from "../fields.ts";
import { BucketPath, StorageFailure } from "./connection.ts";
import { EntryPath, Revision } from "./repository.ts";

/** How many may be queued or running for one account. */
export const ACTIVE_TRANSFERS_LIMIT = 10;
/** How many names a failure spells out. */
export const NAMED_FAULTS_LIMIT = 20;

/** done, failed and cancelled are the ends; a failed or cancelled one can be tried again. */
export const TransferState = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type TransferState = z.infer<typeof TransferState>;

/** A name in the source that is no path, clashes with another one, or has changed meanwhile. */
export const NameFault = z.object({
  name: z.string(),
  reason: z.enum([
    "not-a-path",
    "same-but-case",
    "same-but-encoding",
    "file-and-folder",
    "changed",
  ]),
});
export type NameFault = z.infer<typeof NameFault>;

/** Why it failed: a problem, and the names that are meant where there are any. */
export const TransferFailure = StorageFailure.extend({ names: z.array(NameFault) });
export type TransferFailure = z.infer<typeof TransferFailure>;

/** An import from object storage, or a delivery to it. */
export const Transfer = z.object({
  id: z.string(),
  direction: z.enum(["import", "delivery"]),
  repository: z.object({
    kind: AssetKind,
    /** `owner/name`, as it is now, or was when the repository was deleted. */
    fullName: z.string(),
    isDeleted: z.boolean(),
  }),
  storage: z.object({
    /** Null: the connection was deleted. */
    connection: z.string().nullable(),
    connectionName: z.string(),
    bucket: z.string(),
    path: z.string(),
  }),
  /** The dataset of the workbench that a delivery fills; null: object storage alone. */
  dataset: z.string().nullable(),
  /** Of an import the branch, of a delivery the revision that was asked for. */
  revision: z.string(),
  /** The folder of the repository; empty: its root. */
  folder: z.string(),
  /** What is delivered, or what the import has made; null before. */
  commit: CommitId.nullable(),
  state: TransferState,
  /** Null until they are counted. */
  totalFiles: z.number().int().nullable(),
  totalBytes: z.number().int().nullable(),
  doneFiles: z.number().int(),
  doneBytes: z.number().int(),
  /** Files that have no bytes any more: purged, or kept in another repository. */
  skippedFiles: z.number().int(),
  failure: TransferFailure.nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
});
export type Transfer = z.infer<typeof Transfer>;

const Connected = { connection: z.string().max(64), path: BucketPath.default("") };

/** Where files come from. */
export const ImportSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("object-storage"), ...Connected }),
]);
export type ImportSource = z.infer<typeof ImportSource>;

/** PUB-12: everything at a path becomes one commit on the default branch. */
export const NewImport = z.object({
  source: ImportSource,
  /** Where it goes; empty: the root. Files of the same names are replaced. */
  folder: EntryPath.default(""),
  title: text("title", { max: 200 }).default(""),
});
export type NewImport = z.infer<typeof NewImport>;

/** Where files go. */
export const DeliveryTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("object-storage"), ...Connected }),
]);

/** DIS-9: all files of a revision, or of a folder in it. Objects of the same names are replaced. */
export const NewDelivery = z.object({
  target: DeliveryTarget,
  revision: Revision.default("HEAD"),
  folder: EntryPath.default(""),
});
export type NewDelivery = z.infer<typeof NewDelivery>;

import { z } from "zod";
import { AssetKind, NamespaceSummary, Sha256, Timestamp } from "../fields.ts";

const Bytes = z.number().min(0);

/** Open uploads, and what was uploaded in the last day and waits for its commit. */
export const UnderWay = z.object({ uploads: z.number().int(), sizeBytes: Bytes });

/**
 * What an account or organisation stores. A file counts once for its owner, however many of its
 * repositories and revisions name it; the files of other owners never count, also where they are the
 * same. `usedBytes` is what a quota is compared with.
 */
export const OwnerStorage = z.object({
  owner: NamespaceSummary,
  usedBytes: Bytes,
  /** Large files. */
  contentBytes: Bytes,
  /** Commits, folders and small files, of all revisions. */
  gitBytes: Bytes,
  /** null: without limit. */
  quotaBytes: Bytes.nullable(),
  /** An operator has set it for this owner; else it is the gallery's default. */
  isOwnQuota: z.boolean(),
  underWay: UnderWay,
});
export type OwnerStorage = z.infer<typeof OwnerStorage>;

export const RepositoryStorage = z.object({
  /** Files of the default branch, as people see them. */
  currentBytes: Bytes,
  currentFiles: z.number().int(),
  /** Large files that only older commits and other branches name. */
  historyBytes: Bytes,
  /** Large files of all revisions, each once. */
  heldBytes: Bytes,
  /** Those of them that no other repository of the owner names. */
  soleBytes: Bytes,
  gitBytes: Bytes,
  /** What the owner stores less without this repository. */
  freedByDeletion: Bytes,
  underWay: UnderWay,
  owner: OwnerStorage,
});
export type RepositoryStorage = z.infer<typeof RepositoryStorage>;

/** A large file of any revision. */
export const StoredFile = z.object({
  /** Where it is on the default branch, else where it first came. */
  path: z.string(),
  sha256: Sha256,
  sizeBytes: Bytes,
  /** The default branch shows it; else only older commits or other branches do. */
  isCurrent: z.boolean(),
  /** Another repository of the owner names it, so that purging it here frees nothing. */
  isShared: z.boolean(),
  /** When the repository first named it. */
  addedAt: Timestamp,
});
export type StoredFile = z.infer<typeof StoredFile>;

export const StoredRepository = z.object({
  kind: AssetKind,
  name: z.string(),
  heldBytes: Bytes,
  soleBytes: Bytes,
  gitBytes: Bytes,
});
export type StoredRepository = z.infer<typeof StoredRepository>;

/** `default`: the gallery's setting holds; `own` with null: without limit. */
export const Quota = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("default") }),
  z.object({ kind: z.literal("own"), bytes: z.number().int().min(0).nullable() }),
]);
export type Quota = z.infer<typeof Quota>;

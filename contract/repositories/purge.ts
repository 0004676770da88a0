import { z } from "zod";
import { AssetKind, NamespaceSummary, Sha256, Timestamp } from "../fields.ts";
import { EntryPath } from "./repository.ts";

/** What is to be purged: everything that ever lay at paths, or all that only old commits hold. */
export const PurgeTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paths"), paths: z.array(EntryPath.min(1)).min(1).max(100) }),
  z.object({ kind: z.literal("history") }),
]);
export type PurgeTarget = z.infer<typeof PurgeTarget>;

/** A branch or tag that still shows something at a path: it must go from there first. */
export const PurgeBlocker = z.object({
  ref: z.string(),
  name: z.string(),
  kind: z.enum(["branch", "tag", "version"]),
  path: z.string(),
});
export type PurgeBlocker = z.infer<typeof PurgeBlocker>;

/** Exactly what a purge would make unreadable for good; nothing has happened yet. */
export const PurgePlan = z.object({
  /** Names this very outcome: the purge is refused when anything changed since. */
  plan: Sha256,
  /** Not empty: the purge is refused. */
  blockers: z.array(PurgeBlocker),
  /** Commits of all branches and tags in which something becomes unreadable; of `history`, the
   * commits that no branch and no tag shows. */
  revisions: z.number().int(),
  /** Large and small files, each counted once however many commits name it. */
  largeFiles: z.number().int(),
  smallFiles: z.number().int(),
  /** What the owner then stores less. */
  freedBytes: z.number(),
  /** Unreadable here, kept because other repositories of the owner name the same files. */
  sharedBytes: z.number(),
  sharedWith: z.array(z.object({ kind: AssetKind, name: z.string() })),
  /** Files that lay at the paths and stay, because a branch or tag shows them at another path. */
  keptFiles: z.number().int(),
  /** Tags and versions whose files stay whatever a purge of the history takes. */
  keepers: z.array(z.string()),
  /** The largest of the large files, with the path at which they first came. */
  largest: z.array(z.object({ path: z.string(), sha256: Sha256, sizeBytes: z.number() })),
});
export type PurgePlan = z.infer<typeof PurgePlan>;

/** A purge that was done. */
export const Purge = z.object({
  id: z.string(),
  kind: z.enum(["paths", "history"]),
  paths: z.array(z.string()),
  files: z.number().int(),
  sizeBytes: z.number(),
  by: NamespaceSummary.nullable(),
  createdAt: Timestamp,
});
export type Purge = z.infer<typeof Purge>;

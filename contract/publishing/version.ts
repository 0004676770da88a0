import { z } from "zod";
import { CommitId, NamespaceSummary, text, Timestamp } from "../fields.ts";
import { Finding } from "./finding.ts";
import { RegionChoice, RegionId } from "./regions.ts";
import {
  VERSION_CONSTRAINTS_MAX,
  VERSION_DESCRIPTION_MAX,
  VERSION_PART_MAX,
  VERSION_PATTERN,
} from "./version-number.ts";

const NUMBER_RULE =
  `must be three numbers from 0 to ${VERSION_PART_MAX} without leading zeros, ` +
  "joined by dots: 1.2.0";

/** PUB-5: major, minor and patch. */
export const VersionNumber = z.string().regex(VERSION_PATTERN, `number ${NUMBER_RULE}`);

/**
 * `publishing`: its files are being checked; `failed`: the checks found what must not be published;
 * `offline`: taken off the list, and still there for who has subscribed (PUB-6, DIS-7).
 */
export const VersionStatus = z.enum([
  "publishing",
  "in-review",
  "available",
  "rejected",
  "failed",
  "offline",
]);
export type VersionStatus = z.infer<typeof VersionStatus>;

const Description = text("description", { max: VERSION_DESCRIPTION_MAX });
const Constraints = text("constraints", { max: VERSION_CONSTRAINTS_MAX });

export const NewVersion = z.object({
  number: VersionNumber,
  /** A branch, tag or commit of the repository; the head of the default branch when absent. */
  revision: z.string().trim().min(1, "revision is required").max(200).optional(),
  /** What is new in it. */
  description: Description.default(""),
  /** Shown before somebody subscribes (DIS-5). */
  constraints: Constraints.default(""),
  regions: RegionChoice,
});
export type NewVersion = z.input<typeof NewVersion>;

export const VersionEdit = z.object({
  description: Description.optional(),
  constraints: Constraints.optional(),
});
export type VersionEdit = z.infer<typeof VersionEdit>;

export const Version = z.object({
  /** Also the tag and the revision of its commit. */
  number: VersionNumber,
  status: VersionStatus,
  commit: CommitId,
  description: z.string(),
  constraints: z.string(),
  regions: z.array(RegionId),
  /** Of the checks; only shown to those who manage the asset. */
  findings: z.array(Finding),
  /** Why it failed or was rejected; only shown to those who manage the asset. */
  reason: z.string().nullable(),
  createdBy: NamespaceSummary.nullable(),
  createdAt: Timestamp,
  /** When it first became available. */
  publishedAt: Timestamp.nullable(),
  /** What this viewer may do with it. */
  abilities: z.object({
    edit: z.boolean(),
    takeOffline: z.boolean(),
    bringOnline: z.boolean(),
    retry: z.boolean(),
    discard: z.boolean(),
  }),
});
export type Version = z.infer<typeof Version>;

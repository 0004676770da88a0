import { z } from "zod";
import { CommitId } from "../fields.ts";

/** What is wrong inside a file. The texts are the page's; `at` and `parameters` fill them. */
export const CheckFault = z.object({
  code: z.enum([
    "too-large",
    "not-a-file",
    "not-text",
    "not-json",
    "missing-member",
    "wrong-type",
    "empty-list",
    "empty-text",
    "name-invalid",
    "name-repeated",
    "type-unknown",
    "default-mismatch",
    "help-too-long",
    "file-missing",
  ]),
  /** Where in a JSON document: `training_methods[0].name`; "" for the whole file. */
  at: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type CheckFault = z.infer<typeof CheckFault>;

export const FileCheck = z.object({
  /** A path, or a pattern such as `modeling_*.py`. */
  file: z.string(),
  /** The path that stands for it, where it is another one; null when none is there. */
  foundAs: z.string().nullable(),
  isRequired: z.boolean(),
  /** `absent`: not there, and not needed. */
  state: z.enum(["good", "missing", "empty", "invalid", "absent"]),
  faults: z.array(CheckFault),
});
export type FileCheck = z.infer<typeof FileCheck>;

export const CheckList = z.object({ isMet: z.boolean(), files: z.array(FileCheck) });
export type CheckList = z.infer<typeof CheckList>;

/** Checks of the head of the default branch. */
export const RepositoryChecks = z.object({
  commit: CommitId.nullable(),
  /** The contract of custom models (TOOL-10); null where it is not asked for. */
  contract: CheckList.nullable(),
  /** Files that libraries look for in a model (SDK-3); null for other kinds. */
  recommended: CheckList.nullable(),
});
export type RepositoryChecks = z.infer<typeof RepositoryChecks>;

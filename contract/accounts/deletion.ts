import { z } from "zod";
import { NamespaceSummary } from "../fields.ts";

/** ACC-11: what deleting an account would do. */
export const DeletionPlan = z.object({
  name: z.string(),
  /** How many of the account's own assets go, and how many stay since others have a right to them. */
  assets: z.object({ toDelete: z.number().int(), toKeep: z.number().int() }),
  /** Organisations that would have no owner: they need another one first. */
  organisations: z.array(NamespaceSummary),
  /** To whom the assets that stay can be given. */
  heirs: z.array(NamespaceSummary),
  /** The gallery would have no administrator. */
  isLastAdministrator: z.boolean(),
  hasPassword: z.boolean(),
});
export type DeletionPlan = z.infer<typeof DeletionPlan>;

export const AccountRemoval = z.object({
  /** The account name, typed. */
  confirmation: z.string().max(200),
  /** Who gets the assets that have subscribers; null: they are kept, off the shelf. */
  heir: z.string().max(200).nullable().default(null),
});
export type AccountRemoval = z.infer<typeof AccountRemoval>;

export const OwnAccountRemoval = AccountRemoval.extend({
  /** Empty for an account that has none: its owner must have signed in just now. */
  password: z.string().max(512).default(""),
});
export type OwnAccountRemoval = z.infer<typeof OwnAccountRemoval>;

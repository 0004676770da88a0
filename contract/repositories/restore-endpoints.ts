import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { ChangedPath, EntryPath, Revision } from "./repository.ts";

/** What restoring would change on a branch; nothing has happened yet. */
export const RestorePlan = z.object({
  added: z.number().int(),
  modified: z.number().int(),
  deleted: z.number().int(),
  /** The first 100, by path. */
  changes: z.array(ChangedPath),
  /** Files that cannot come back, for their content was purged: then nothing is restored. */
  purged: z.array(z.string()),
});
export type RestorePlan = z.infer<typeof RestorePlan>;

export const planRestore = endpoint({
  id: "repositories.plan-restore",
  method: "GET",
  path: "/repositories/:kind/:owner/:name/restore-plans/:revision",
  summary: "What restoring a revision, or one file or folder of it, would change",
  access: { who: "signed-in", scope: "read", right: "write" },
  params: Address.extend({ revision: Revision }),
  query: z.object({
    branch: z.string().max(255).default("main"),
    path: EntryPath.default(""),
  }),
  answer: { status: 200, body: RestorePlan },
  problems: ["revision-not-found", "entry-not-found", "path-conflict"],
});

import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { FileDiff, RevisionDiff } from "./diff-comparison.ts";
import { EntryPath, Revision } from "./repository.ts";

const BASE = "/repositories/:kind/:owner/:name";
const AtRevision = Address.extend({ revision: Revision });
const READ = { who: "anyone", scope: "read", right: "read" } as const;

export const compareRevisions = endpoint({
  id: "repositories.compare-revisions",
  method: "GET",
  path: `${BASE}/compare/:revision`,
  summary: "The files that differ between two revisions, whatever their history",
  access: READ,
  params: AtRevision,
  query: z.object({ base: Revision }),
  answer: { status: 200, body: RevisionDiff },
  problems: ["revision-not-found"],
});

export const compareFile = endpoint({
  id: "repositories.compare-file",
  method: "GET",
  path: `${BASE}/file-diff/:revision/*`,
  summary: "One file at two revisions, of texts line by line",
  access: READ,
  params: AtRevision.extend({ path: EntryPath }),
  query: z.object({
    /** The older state. */
    base: Revision,
    /** Where the file was in it, "" for nowhere; the same path when left out. */
    basePath: EntryPath.optional(),
    /** Unchanged lines that are shown around changed ones. */
    context: z.coerce.number().int().min(0).max(100_000).default(3),
  }),
  answer: { status: 200, body: FileDiff },
  problems: ["revision-not-found", "entry-not-found"],
});

import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, Sha256 } from "../fields.ts";
import { EntryPath, Revision } from "./repository.ts";

const BASE = "/repositories/:kind/:owner/:name";

/** What lies at a path: as much as tells whether a file of one's own is another one. */
export const FoundEntry = z.object({
  type: z.enum(["file", "folder"]),
  path: z.string(),
  sizeBytes: z.number(),
  /** The git object id: of a large file, its pointer's. */
  oid: z.string(),
  /** Of a large file; null for small files and folders. */
  sha256: Sha256.nullable(),
});
export type FoundEntry = z.infer<typeof FoundEntry>;

export const findEntries = endpoint({
  id: "repositories.find-entries",
  method: "POST",
  path: `${BASE}/entries/:revision`,
  summary: "What lies at up to 1,000 paths; those without anything are left out",
  access: { who: "anyone", scope: "read", right: "read" },
  params: Address.extend({ revision: Revision }),
  body: z.object({ paths: z.array(EntryPath).max(1000) }),
  answer: { status: 200, body: z.object({ entries: z.array(FoundEntry) }) },
  problems: ["revision-not-found"],
  bodyLimitBytes: 8 * 1024 * 1024,
});

export const findContents = endpoint({
  id: "repositories.find-contents",
  method: "POST",
  path: `${BASE}/contents`,
  summary: "Which of up to 1,000 SHA-256 a commit may name without sending their bytes again",
  access: { who: "signed-in", scope: "write", right: "write" },
  params: Address,
  body: z.object({ sha256s: z.array(Sha256).max(1000) }),
  answer: { status: 200, body: z.object({ sha256s: z.array(Sha256) }) },
});

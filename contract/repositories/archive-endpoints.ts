import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address, CommitId } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { ArchiveFinding, ArchiveFormat, ArchiveRow, ArchiveTotals } from "./archive-listing.ts";
import { EntryPath, Revision } from "./repository.ts";

/** Pages go through one state when `revision` is a commit id. */
export const listArchive = endpoint({
  id: "repositories.list-archive",
  method: "GET",
  path: "/repositories/:kind/:owner/:name/archive-entries/:revision/*",
  summary:
    "What lies in an archive (.zip, .pt, .npz, .tar, .tar.gz …); nothing of it is stored or run",
  access: { who: "anyone", scope: "read", right: "read" },
  params: Address.extend({ revision: Revision, path: EntryPath }),
  query: PageQuery.extend({
    limit: z.coerce.number().int().min(1).max(500).default(200),
    /** The beginning of the names, with its last slash; "" for all. */
    folder: z.string().max(4096).default(""),
    /** Part of the name, in any case: then everything below the folder is listed flat. */
    q: z.string().max(200).default(""),
  }),
  answer: {
    status: 200,
    body: pageOf(ArchiveRow).extend({
      commit: CommitId,
      format: ArchiveFormat,
      total: z.number().int(),
      totals: ArchiveTotals,
      findings: z.array(ArchiveFinding),
    }),
  },
  problems: ["revision-not-found", "entry-not-found", "preview-unreadable"],
});

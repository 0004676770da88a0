import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery } from "../paging.ts";
import { MediaPage } from "./media.ts";
import { Notebook } from "./notebook.ts";
import { EntryPath, Revision } from "./repository.ts";

const BASE = "/repositories/:kind/:owner/:name";
const READ = { who: "anyone", scope: "read", right: "read" } as const;
const AtRevision = Address.extend({ revision: Revision });

export const getNotebook = endpoint({
  id: "repositories.get-notebook",
  method: "GET",
  path: `${BASE}/notebooks/:revision/*`,
  summary: "The cells of a notebook; long outputs are cut and say how much is missing",
  access: READ,
  params: AtRevision.extend({ path: EntryPath }),
  answer: { status: 200, body: Notebook },
  problems: ["revision-not-found", "entry-not-found", "preview-unreadable"],
});

export const listMedia = endpoint({
  id: "repositories.list-media",
  method: "GET",
  path: `${BASE}/media/:revision`,
  summary: "Pictures and recordings below a folder, with their labels, in the order of paths",
  access: READ,
  params: AtRevision,
  query: PageQuery.pick({ cursor: true }).extend({ path: EntryPath.default("") }),
  answer: { status: 200, body: MediaPage },
  problems: ["revision-not-found", "entry-not-found"],
});

import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { EntryPath, Revision } from "./repository.ts";
import { FileScan, ScanSummary } from "./scan.ts";

const BASE = "/repositories/:kind/:owner/:name";
const READ = { who: "anyone", scope: "read", right: "read" } as const;

export const getFileScan = endpoint({
  id: "repositories.get-file-scan",
  method: "GET",
  path: `${BASE}/scans/:revision/*`,
  summary: "What the security scan found in one file",
  access: READ,
  params: Address.extend({ revision: Revision, path: EntryPath }),
  answer: { status: 200, body: FileScan },
  problems: ["revision-not-found", "entry-not-found"],
});

export const getScanSummary = endpoint({
  id: "repositories.get-scan-summary",
  method: "GET",
  path: `${BASE}/scans`,
  summary: "The files of the default branch that the security scan did not find safe",
  access: READ,
  params: Address,
  answer: { status: 200, body: ScanSummary },
});

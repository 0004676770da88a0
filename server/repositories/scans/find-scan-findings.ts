import type { Database } from "../../platform/database/index.ts";
import { countWaiting, listNotSafe } from "./store/results.ts";

/** What the scan of the default branch means for its listing. */
export type ScanFindings = {
  /** Files that wait for their scan: nothing can be said of them yet. */
  waiting: number;
  /** Files with malware, by the virus scanner's name for it. */
  infected: { path: string; signature: string }[];
  /** Files that run code of others when they are loaded, with what they call. */
  dangerous: { path: string; imports: string[] }[];
  suspicious: string[];
  /** Files with a line that looks like a secret. */
  secrets: { path: string; line: number }[];
  /** Files that could not be scanned. */
  failed: string[];
};

const FILES = 1000;

/** The caller has checked who asks. */
export async function findScanFindings(db: Database, repositoryId: number): Promise<ScanFindings> {
  const found: ScanFindings = {
    waiting: await countWaiting(db, repositoryId),
    infected: [],
    dangerous: [],
    suspicious: [],
    secrets: [],
    failed: [],
  };
  for (const { path, state, level, report } of await listNotSafe(db, repositoryId, FILES)) {
    const [secret] = report?.secrets ?? [];
    if (secret !== undefined) found.secrets.push({ path, line: secret.line });
    if (state === "failed") found.failed.push(path);
    else if (report?.malware.state === "infected") {
      found.infected.push({ path, signature: report.malware.signature ?? "" });
    } else if (level === "dangerous") {
      const imports = report?.imports.filter((known) => known.level === "dangerous") ?? [];
      found.dangerous.push({
        path,
        imports: imports.map(({ module, name }) => `${module}.${name}`),
      });
    } else if (level === "suspicious" && secret === undefined) found.suspicious.push(path);
  }
  return found;
}

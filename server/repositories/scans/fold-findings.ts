import type { ScanLevel, ScanReport, ScanState } from "#contract/repositories/scan.ts";

/** What the scan of some files means for a listing. */
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

export function noFindings(): ScanFindings {
  return { waiting: 0, infected: [], dangerous: [], suspicious: [], secrets: [], failed: [] };
}

type KnownFile = {
  path: string;
  state: ScanState;
  level: ScanLevel | null;
  report: ScanReport | null;
};

/** Adds what is known of one file. */
export function foldFindings(found: ScanFindings, file: KnownFile): void {
  const { path, state, level, report } = file;
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

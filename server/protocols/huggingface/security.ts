import type { FileScan, ScanLevel } from "#contract/repositories/scan.ts";
import { getScanSummary, type Repository } from "../../repositories/index.ts";
import type { RequestContext } from "../../context.ts";

/** The Hub's words for the state of a file. */
type FileStatus = "unscanned" | "queued" | "safe" | "suspicious" | "unsafe" | "error";

const SAFETY: Record<ScanLevel, string> = {
  safe: "innocuous",
  suspicious: "suspicious",
  dangerous: "dangerous",
};

const STATUS: Record<ScanLevel, FileStatus> = {
  safe: "safe",
  suspicious: "suspicious",
  dangerous: "unsafe",
};

/**
 * `securityFileStatus` of expanded tree entries, in the shape of the Hub's own OpenAPI document
 * (`avScan`, `pickleImportScan` with `module`, `name` and `safety` of each import). Python's client
 * reads `status`, `avScan` and `pickleImportScan` and takes a file for safe when `status` says so.
 */
export function securityFileStatus(scan: FileScan) {
  const { report } = scan;
  return {
    status: statusOf(scan),
    avScan: report === null ? null : avScan(report.malware),
    pickleImportScan: report === null ? null : pickleImportScan(report),
  };
}

function statusOf({ state, level }: Pick<FileScan, "state" | "level">): FileStatus {
  if (state === "failed") return "error";
  if (state === "done" && level !== null) return STATUS[level];
  return "queued";
}

type Report = NonNullable<FileScan["report"]>;

function avScan({ state, signature }: Report["malware"]) {
  switch (state) {
    case "not-configured":
      return null;
    case "clean":
      return { status: "safe" };
    case "infected":
      return { status: "unsafe", message: signature };
    case "too-large":
      return { status: "unscanned", message: "The file is above the limit of the virus scanner" };
    case "failed":
      return { status: "error" };
  }
}

/** Null for a file without pickles, as the Hub answers. */
function pickleImportScan({ pickles, imports }: Report) {
  if (pickles === 0) return null;
  const levels = imports.map(({ level }) => level);
  const worst = levels.includes("dangerous")
    ? "dangerous"
    : levels.includes("suspicious")
      ? "suspicious"
      : "safe";
  return {
    status: STATUS[worst],
    pickleImports: imports.map(({ module, name, level }) => ({
      module,
      name,
      safety: SAFETY[level],
    })),
  };
}

/** `securityRepoStatus` of an info answer: of the default branch, as on the Hub. */
export async function securityRepoStatus(ctx: RequestContext, repository: Repository) {
  const { waiting, files } = await getScanSummary(ctx, repository);
  return {
    scansDone: waiting === 0,
    filesWithIssues: files.map((file) => ({ path: file.path, level: statusOf(file) })),
  };
}

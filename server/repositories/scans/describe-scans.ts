import type { FileScan, ScanLevel } from "#contract/repositories/scan.ts";
import type { Context } from "../../context.ts";
import type { Entry } from "../reading/entry.ts";
import type { Repository } from "../repository.ts";
import { findScansOfBlobs, findScansOfContents, type StoredScan } from "./store/results.ts";

/** What is loaded as a checkpoint; a packing that was not opened is odd there, not elsewhere. */
const CHECKPOINT = /\.(pt|pth|bin|ckpt|pkl|pickle|joblib|npy|npz|model)$/i;

const NOT_SCANNED: FileScan = {
  state: "queued",
  level: null,
  report: null,
  failure: null,
  scannedAt: null,
};

/**
 * What the scan knows of files, by their paths; folders and submodules are left out. The caller has
 * checked that the viewer may read the repository.
 */
export async function describeScans(
  { db }: Pick<Context, "db">,
  { id }: Pick<Repository, "id">,
  entries: readonly Pick<Entry, "type" | "path" | "oid" | "sha256" | "mode">[],
): Promise<Map<string, FileScan>> {
  const files = entries.filter(({ type, mode }) => type === "file" && mode !== "160000");
  const blobs = await findScansOfBlobs(
    db,
    id,
    files.flatMap(({ oid, sha256 }) => (sha256 === null ? [oid] : [])),
  );
  const contents = await findScansOfContents(
    db,
    id,
    files.flatMap(({ sha256 }) => sha256 ?? []),
  );
  return new Map(
    files.map(({ path, oid, sha256 }) => {
      const stored = sha256 === null ? blobs.get(oid) : contents.get(sha256);
      return [path, stored === undefined ? NOT_SCANNED : presentScan(stored, path)];
    }),
  );
}

function presentScan(stored: StoredScan, path: string): FileScan {
  const { state, report, failure, scannedAt } = stored;
  return {
    state,
    level: levelAt(stored, path),
    report,
    failure: failure as FileScan["failure"],
    scannedAt: scannedAt?.toISOString() ?? null,
  };
}

function levelAt({ level, sealed }: StoredScan, path: string): ScanLevel | null {
  return level === "safe" && sealed !== null && CHECKPOINT.test(path) ? "suspicious" : level;
}

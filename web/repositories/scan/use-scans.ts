import { useQuery } from "@tanstack/react-query";
import type { ScannedFile, ScanSummary } from "#contract/repositories/scan.ts";
import { callOptions } from "../../app/gallery.ts";
import { addressOf, useAsset } from "../../assets/asset/use-asset.ts";

/** While something waits for its scan, so often the page asks again. */
const POLL_MS = 3000;

/** The scan of one file; asked again until it is there. */
export function useFileScan(at: { revision: string; path: string }) {
  const params = { ...addressOf(useAsset()), ...at };
  return useQuery({
    ...callOptions("repositories.get-file-scan", { params }),
    refetchInterval: ({ state: { data } }) =>
      data?.state === "queued" || data?.state === "scanning" ? POLL_MS : false,
  });
}

/** The files of the default branch that were not found safe; undefined while not known. */
export function useScanSummary() {
  const params = addressOf(useAsset());
  const { data } = useQuery({
    ...callOptions("repositories.get-scan-summary", { params }),
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? POLL_MS : false),
  });
  return data;
}

type Marks = { byOid: Map<string, ScannedFile>; byFolder: Map<string, ScannedFile> };

/** Computed once for all rows of a list. */
const marksOfSummary = new WeakMap<ScanSummary, Marks>();

/**
 * The mark of a row: of a file by its git object id, for the same bytes are marked in every
 * revision; of a folder by the gravest file below it on the default branch.
 */
export function useScanMark(entry: {
  type: string;
  path: string;
  oid: string;
}): ScannedFile | undefined {
  const summary = useScanSummary();
  if (summary === undefined || summary.files.length === 0) return undefined;
  const marks = marksOfSummary.get(summary) ?? markFiles(summary);
  marksOfSummary.set(summary, marks);
  return entry.type === "folder" ? marks.byFolder.get(entry.path) : marks.byOid.get(entry.oid);
}

/** The files come gravest first, so the first one to mark a folder stays. */
function markFiles({ files }: ScanSummary): Marks {
  const marks: Marks = { byOid: new Map(), byFolder: new Map() };
  for (const file of files) {
    marks.byOid.set(file.oid, file);
    for (let end = file.path.lastIndexOf("/"); end > 0; end = file.path.lastIndexOf("/", end - 1)) {
      const folder = file.path.slice(0, end);
      if (!marks.byFolder.has(folder)) marks.byFolder.set(folder, file);
    }
  }
  return marks;
}

import type { Database } from "../platform/database/index.ts";
import { type ExportedAsset, type ExportFilter, listExported } from "./store/export.ts";

/** Rows in memory at a time, whatever a list holds. */
const STEP = 1000;

/** Assets as plain facts, in the order of creation, read in steps as they are taken. */
export async function* readExportedAssets(
  db: Database,
  filter: ExportFilter,
): AsyncGenerator<ExportedAsset> {
  let after = 0;
  for (;;) {
    const rows = await listExported(db, { ...filter, after, limit: STEP });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < STEP) return;
    after = last.id;
  }
}

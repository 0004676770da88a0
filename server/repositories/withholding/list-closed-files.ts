import type { Database } from "../../platform/database/index.ts";
import { listClosed } from "../store/withheld.ts";

const LISTED = 1000;

/** The first files that are closed to readers, in the order of their paths. */
export async function listClosedFiles(
  db: Database,
  repositoryId: number,
): Promise<{ path: string; oid: string }[]> {
  return (await listClosed(db, repositoryId, LISTED)).map(({ path, oid }) => ({ path, oid }));
}

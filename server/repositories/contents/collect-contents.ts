import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { tablesOf } from "../previews/tables/tables-of.ts";
import { markUnreferenced, removeDoomed, removeOldUploadRecords } from "../store/collection.ts";

const BATCH = 200;

/**
 * Frees contents that no repository references and nobody has wanted for the grace time, while the
 * server works. One that is sent again meanwhile is revived.
 */
export async function collectContents(
  { config, db, store, now }: Pick<Context, "config" | "db" | "store" | "now">,
  signal?: AbortSignal,
): Promise<{ contents: number }> {
  await removeOldUploadRecords(db);
  const unwantedSince = new Date(now().getTime() - config.collectGraceMs);
  let contents = 0;
  while (signal?.aborted !== true) {
    const doomed = await withTransaction(db, (trx) =>
      markUnreferenced(trx, { unwantedSince, limit: BATCH }),
    );
    const tables = tablesOf({ config, store });
    for (const content of doomed) {
      await tables.forget(content.sha256);
      if (content.objectKey !== null) {
        await store.remove(content.objectKey);
        await tables.forget(content.objectKey);
      }
      if (await removeDoomed(db, content)) contents += 1;
    }
    if (doomed.length < BATCH) break;
  }
  return { contents };
}

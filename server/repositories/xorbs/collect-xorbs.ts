import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { removeOldXorbUploads, takeUnwantedXorbs } from "../store/xorbs.ts";

const BATCH = 200;

/**
 * Gives up xorbs of which no file is made and that nobody has wanted for the grace time. Their
 * objects are removed with all others that nothing names.
 */
export async function collectXorbs(
  { config, db, now }: Pick<Context, "config" | "db" | "now">,
  signal?: AbortSignal,
): Promise<{ xorbs: number }> {
  await removeOldXorbUploads(db);
  const unwantedSince = new Date(now().getTime() - config.collectGraceMs);
  let xorbs = 0;
  while (signal?.aborted !== true) {
    const taken = await withTransaction(db, (trx) =>
      takeUnwantedXorbs(trx, { unwantedSince, limit: BATCH }),
    );
    xorbs += taken;
    if (taken < BATCH) break;
  }
  return { xorbs };
}

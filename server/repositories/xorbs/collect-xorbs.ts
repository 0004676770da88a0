import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { compactXorbs } from "./compact-xorbs.ts";
import { removeOldXorbUploads, takeUnwantedXorbs } from "../store/xorbs.ts";

const BATCH = 200;

/**
 * Writes half-empty xorbs anew, and gives up xorbs of which no file is made and that nobody has wanted for the grace time. Their
 * objects are removed with all others that nothing names.
 */
export async function collectXorbs(
  ctx: Pick<Context, "config" | "db" | "store" | "now">,
  signal?: AbortSignal,
): Promise<{ xorbs: number }> {
  const { config, db, now } = ctx;
  await removeOldXorbUploads(db);
  await compactXorbs(ctx, signal);
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

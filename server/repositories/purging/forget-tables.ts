import { z } from "zod";
import type { Context } from "../../context.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { tablesOf } from "../previews/tables/tables-of.ts";
import { listPurgedBlobs } from "../store/purges.ts";

const BATCH = 1000;

/** Runs after a purge, also when the server was killed right behind it. */
export const forgetTablesJob = defineJob({
  name: "repositories.forget-tables",
  schema: z.object({ repositoryId: z.number().int() }),
  key: ({ repositoryId }) => String(repositoryId),
});

/**
 * Removes what was worked out of small files that are purged: sorted copies and statistics of tables
 * hold values of theirs. Those of large files go with the object.
 */
export async function forgetTables(
  ctx: Pick<Context, "config" | "db" | "store">,
  { repositoryId }: { repositoryId: number },
  signal?: AbortSignal,
): Promise<void> {
  const tables = tablesOf(ctx);
  let after = "";
  while (signal?.aborted !== true) {
    const oids = await listPurgedBlobs(ctx.db, repositoryId, { after, limit: BATCH });
    for (const oid of oids) await tables.forget(oid);
    const last = oids.at(-1);
    if (last === undefined || oids.length < BATCH) return;
    after = last;
  }
}

import { z } from "zod";
import type { Context } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { defineJob } from "../../platform/jobs/index.ts";
import { refreshSearch } from "../refresh-search.ts";
import { listAssetsBelow, refreshPaths } from "./store/asset-categories.ts";
import { lockTree } from "./store/categories.ts";

const BATCH = 200;

/**
 * Refreshes the assets below a category that stands elsewhere now. Without a key: one that waits may
 * begin before the change is there to be seen.
 */
export const refreshCategoryJob = defineJob({
  name: "assets.refresh-category",
  schema: z.object({ categoryId: z.number() }),
});

export function handleCategoryJobs(ctx: Context): void {
  ctx.jobs.handle(refreshCategoryJob, ({ categoryId }) => refreshCategory(ctx, categoryId));
}

/** A transaction for each batch: the asset after the last one is where the next begins. */
export async function refreshCategory(
  ctx: Pick<Context, "db">,
  categoryId: number,
  batch = BATCH,
): Promise<void> {
  let after = 0;
  for (;;) {
    const ids = await withTransaction(ctx.db, async (trx) => {
      await lockTree(trx, "reading");
      const found = await listAssetsBelow(trx, { categoryId, after, limit: batch });
      for (const id of await refreshPaths(trx, found)) await refreshSearch(trx, id);
      return found;
    });
    after = ids.at(-1) ?? after;
    if (ids.length < batch) return;
  }
}

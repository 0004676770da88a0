import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { reassignCategory } from "./store/asset-categories.ts";
import { refreshCategoryJob } from "./jobs.ts";
import { siblingsWithout } from "./tree.ts";
import { requireCategory, requireNamed, unknownCategory } from "./require-category.ts";
import {
  countAssetsOf,
  deleteCategoryRow,
  lockTree,
  placeSiblings,
  readCategories,
} from "./store/categories.ts";

/**
 * PUB-10: deletes a category that has none below it and no assets, or whose assets another one takes
 * over.
 * @throws {Problem} `not-found`, `category-in-use`, `category-unknown` (reassignTo)
 */
export async function deleteCategory(
  ctx: RequestContext,
  id: string,
  { reassignTo }: { reassignTo?: string | undefined },
): Promise<void> {
  await withTransaction(ctx.db, async (trx) => {
    await lockTree(trx, "changing");
    const rows = await readCategories(trx);
    const row = requireCategory(rows, id);
    const below = rows.filter((other) => other.parent_id === row.id).length;
    if (below > 0) {
      throw problem("category-in-use", {
        detail: `${row.name} has ${below} categories below it: move or delete these first`,
        extra: { below },
      });
    }
    const assets = await countAssetsOf(trx, row.id);
    if (assets > 0 && reassignTo === undefined) {
      throw problem("category-in-use", {
        detail: `${row.name} has ${assets} assets: name a category that takes them over`,
        extra: { assets },
      });
    }
    if (reassignTo === id) throw unknownCategory("reassignTo", reassignTo);
    if (reassignTo !== undefined) {
      const to = requireNamed(rows, "reassignTo", reassignTo).id;
      await reassignCategory(trx, { from: row.id, to });
      await ctx.jobs.enqueue(trx, refreshCategoryJob, { categoryId: to });
    }
    await deleteCategoryRow(trx, row.id);
    const left = siblingsWithout(rows, { id: row.id, parentId: row.parent_id });
    await placeSiblings(trx, row.parent_id, left);
    await recordAudit(trx, ctx, {
      action: "assets.category-deleted",
      subject: row.public_id,
      details: { name: row.name, nameZh: row.name_zh, assets, reassignTo: reassignTo ?? null },
    });
  });
}

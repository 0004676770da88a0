import type { CategoryTree } from "#contract/assets/category.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { refreshCategoryJob } from "./jobs.ts";
import { requireCategory, requireFreeNames, requireNamed } from "./require-category.ts";
import { lockTree, placeSiblings, readCategories } from "./store/categories.ts";
import { inTreeOrder, isWithin, siblingsWithout } from "./tree.ts";

/**
 * PUB-10: puts a category with all below it elsewhere. Moves happen one by one, so that two of them
 * make no circle either; the assets below are found by their new place once a job has gone over them.
 * @throws {Problem} `not-found`, `category-unknown` (parent), `category-circle`,
 *   `category-name-taken`
 */
export async function moveCategory(
  ctx: RequestContext,
  id: string,
  { parent, position }: { parent: string | null; position: number },
): Promise<CategoryTree> {
  return withTransaction(ctx.db, async (trx) => {
    await lockTree(trx, "changing");
    const rows = await readCategories(trx);
    const row = requireCategory(rows, id);
    const above = parent === null ? undefined : requireNamed(rows, "parent", parent);
    if (above !== undefined && isWithin(rows, above, row)) {
      const message = `${above.name} is ${row.name} itself or below it`;
      throw problem("category-circle", {
        detail: `parent: ${message}`,
        issues: [{ pointer: "/parent", message }],
      });
    }
    const parentId = above?.id ?? null;
    const isElsewhere = parentId !== row.parent_id;
    if (isElsewhere) {
      requireFreeNames(rows, { id: row.id, parentId, name: row.name, nameZh: row.name_zh });
    }
    const siblings = siblingsWithout(rows, { id: row.id, parentId });
    await placeSiblings(trx, parentId, siblings.toSpliced(position, 0, row.id));
    if (isElsewhere) {
      const left = siblingsWithout(rows, { id: row.id, parentId: row.parent_id });
      await placeSiblings(trx, row.parent_id, left);
      await ctx.jobs.enqueue(trx, refreshCategoryJob, { categoryId: row.id });
    }
    await recordAudit(trx, ctx, {
      action: "assets.category-moved",
      subject: row.public_id,
      details: { parent, position },
    });
    return { items: inTreeOrder(await readCategories(trx)) };
  });
}

import type { CategoryNode } from "#contract/assets/category.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireCategory, requireFreeNames } from "./require-category.ts";
import { lockTree, readCategories, updateNames } from "./store/categories.ts";
import { toNode } from "./tree.ts";

/**
 * PUB-10: renames a category; what is not given stays.
 * @throws {Problem} `not-found`, `category-name-taken`
 */
export async function editCategory(
  ctx: RequestContext,
  id: string,
  change: { name?: string | undefined; nameZh?: string | undefined },
): Promise<CategoryNode> {
  return withTransaction(ctx.db, async (trx) => {
    await lockTree(trx, "changing");
    const rows = await readCategories(trx);
    const row = requireCategory(rows, id);
    const name = change.name ?? row.name;
    const nameZh = change.nameZh ?? row.name_zh;
    requireFreeNames(rows, { id: row.id, parentId: row.parent_id, name, nameZh });
    await updateNames(trx, row.id, { name, nameZh });
    await recordAudit(trx, ctx, {
      action: "assets.category-renamed",
      subject: row.public_id,
      details: { from: [row.name, row.name_zh], to: [name, nameZh] },
    });
    const parent = rows.find((other) => other.id === row.parent_id);
    return toNode({ ...row, name, name_zh: nameZh }, parent);
  });
}

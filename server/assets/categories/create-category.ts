import type { CategoryNode } from "#contract/assets/category.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { newPublicId } from "../../platform/ids.ts";
import { requireFreeNames, requireNamed } from "./require-category.ts";
import { insertCategory, lockTree, readCategories } from "./store/categories.ts";
import { toNode } from "./tree.ts";

/** The tree is always sent whole. */
const MAX_CATEGORIES = 2000;

/**
 * PUB-10: adds a category behind its siblings.
 * @throws {Problem} `category-unknown` (parent), `category-name-taken`, `too-many-categories`
 */
export async function createCategory(
  ctx: RequestContext,
  { parent, name, nameZh }: { parent: string | null; name: string; nameZh: string },
): Promise<CategoryNode> {
  return withTransaction(ctx.db, async (trx) => {
    await lockTree(trx, "changing");
    const rows = await readCategories(trx);
    if (rows.length >= MAX_CATEGORIES) {
      throw problem("too-many-categories", {
        detail: `There are ${MAX_CATEGORIES} categories already; more are not kept`,
      });
    }
    const above = parent === null ? undefined : requireNamed(rows, "parent", parent);
    const parentId = above?.id ?? null;
    requireFreeNames(rows, { id: null, parentId, name, nameZh });
    const row = await insertCategory(trx, {
      publicId: newPublicId(ctx.now()),
      parentId,
      name,
      nameZh,
      position: rows.filter((other) => other.parent_id === parentId).length,
    });
    await recordAudit(trx, ctx, {
      action: "assets.category-created",
      subject: row.public_id,
      details: { name, nameZh, parent },
    });
    return toNode(row, above);
  });
}

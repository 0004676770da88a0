import type { Category } from "#contract/assets/category.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { refreshSearch } from "../refresh-search.ts";
import { getAssetFacts } from "../store/facts.ts";
import { lockAssets, refreshPaths, replaceCategories } from "./store/asset-categories.ts";
import { requireNamed } from "./require-category.ts";
import { lockTree, readCategories } from "./store/categories.ts";

/**
 * PUB-9, PUB-10: says which categories an asset is in; any node of the tree will do.
 * @param categories public ids; a repeated one counts once
 * @throws {Problem} `category-unknown`
 */
export async function setCategories(
  ctx: RequestContext,
  address: Address,
  categories: readonly string[],
): Promise<{ categories: Category[] }> {
  const { id } = await requireRepository(ctx, address, "write");
  return withTransaction(ctx.db, async (trx) => {
    await lockTree(trx, "reading");
    if ((await lockAssets(trx, [id])).length === 0) throw problem("not-found");
    const rows = await readCategories(trx);
    const chosen = categories.map((each, at) => requireNamed(rows, `categories.${at}`, each).id);
    await replaceCategories(trx, id, [...new Set(chosen)]);
    const changed = await refreshPaths(trx, [id]);
    if (changed.length > 0) await refreshSearch(trx, id);
    const facts = await getAssetFacts(trx, id, null);
    return { categories: facts.categories };
  });
}

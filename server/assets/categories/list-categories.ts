import type { CategoryTree } from "#contract/assets/category.ts";
import type { Context } from "../../context.ts";
import { countUses, readCategories } from "./store/categories.ts";
import { inTreeOrder } from "./tree.ts";

/** PUB-10: the whole tree, which is never large; see `MAX_CATEGORIES`. */
export async function listCategories({ db }: Pick<Context, "db">): Promise<CategoryTree> {
  return { items: inTreeOrder(await readCategories(db)) };
}

/** How many assets have each category themselves; categories without any are left out. */
export async function countCategoryUses({ db }: Pick<Context, "db">) {
  return { uses: await countUses(db) };
}

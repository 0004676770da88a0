import type { TestContext } from "../../../testing/context.ts";
import { searchAssets } from "../../search-assets.ts";
import { createCategory } from "../create-category.ts";
import { refreshCategory } from "../jobs.ts";

let made = 0;

/** A new category with names that no other has. @returns its id */
export async function aCategory(
  operator: TestContext,
  parent: string | null = null,
): Promise<string> {
  made += 1;
  const names = { name: `Category ${made}`, nameZh: `分类 ${made}` };
  return (await createCategory(operator, { parent, ...names })).id;
}

/** What waits in the queue for a category, as a worker would do it, two assets at a time. */
export async function refreshBelow(ctx: TestContext, id: string): Promise<void> {
  const row = await ctx.db
    .selectFrom("categories")
    .select("id")
    .where("public_id", "=", id)
    .executeTakeFirstOrThrow();
  await refreshCategory(ctx, row.id, 2);
}

/** Names of the assets that are found in any of the categories. */
export async function namesFound(ctx: TestContext, category: string[]): Promise<string[]> {
  const { items } = await searchAssets(ctx, { category, limit: 100 });
  return items.map((asset) => asset.name).toSorted();
}

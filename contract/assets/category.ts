import { z } from "zod";
import { text } from "../fields.ts";

/** PUB-10: an asset has at most so many. */
export const MAX_ASSET_CATEGORIES = 20;

export const CategoryId = z.string().min(1).max(100);

/** A category as an asset shows it. */
export const Category = z.object({
  id: CategoryId,
  /** In English. */
  name: z.string(),
  nameZh: z.string(),
});
export type Category = z.infer<typeof Category>;

export const CategoryNode = Category.extend({
  /** The category above it; null at the top. */
  parent: CategoryId.nullable(),
});
export type CategoryNode = z.infer<typeof CategoryNode>;

/** The whole tree: a category comes after the one above it, siblings in their order. */
export const CategoryTree = z.object({ items: z.array(CategoryNode) });
export type CategoryTree = z.infer<typeof CategoryTree>;

export const CategoryNames = z.object({
  name: text("name", { min: 1, max: 64 }),
  nameZh: text("nameZh", { min: 1, max: 64 }),
});

export const NewCategory = CategoryNames.extend({ parent: CategoryId.nullable() });

export const CategoryMove = z.object({
  parent: CategoryId.nullable(),
  /** Among its new siblings, from 0; behind the last one where there are fewer. */
  position: z.number().int().min(0).max(100_000),
});

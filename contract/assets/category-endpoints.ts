import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import {
  Category,
  CategoryId,
  CategoryMove,
  CategoryNames,
  CategoryNode,
  CategoryTree,
  MAX_ASSET_CATEGORIES,
  NewCategory,
} from "./category.ts";

const OPERATOR = { who: "administrator", scope: "write" } as const;
const ById = z.object({ id: CategoryId });

export const listCategories = endpoint({
  id: "assets.list-categories",
  method: "GET",
  path: "/categories",
  summary: "The whole tree of categories, parents first, siblings in their order",
  access: { who: "anyone", scope: "read" },
  answer: { status: 200, body: CategoryTree },
});

export const createCategory = endpoint({
  id: "assets.create-category",
  method: "POST",
  path: "/categories",
  summary: "Add a category behind its siblings",
  access: OPERATOR,
  body: NewCategory,
  answer: { status: 201, body: CategoryNode },
  problems: ["category-unknown", "category-name-taken", "too-many-categories"],
});

export const editCategory = endpoint({
  id: "assets.edit-category",
  method: "PATCH",
  path: "/categories/:id",
  summary: "Rename a category",
  access: OPERATOR,
  params: ById,
  body: CategoryNames.partial(),
  answer: { status: 200, body: CategoryNode },
  problems: ["not-found", "category-name-taken"],
});

export const moveCategory = endpoint({
  id: "assets.move-category",
  method: "POST",
  path: "/categories/:id/move",
  summary: "Put a category, with all below it, elsewhere in the tree",
  access: OPERATOR,
  params: ById,
  body: CategoryMove,
  answer: { status: 200, body: CategoryTree },
  problems: ["not-found", "category-unknown", "category-circle", "category-name-taken"],
});

export const deleteCategory = endpoint({
  id: "assets.delete-category",
  method: "DELETE",
  path: "/categories/:id",
  summary: "Delete a category that has none below it; `reassignTo` takes over its assets",
  access: OPERATOR,
  params: ById,
  query: z.object({ reassignTo: CategoryId.optional() }),
  answer: { status: 204 },
  problems: ["not-found", "category-unknown", "category-in-use"],
});

export const countCategoryUses = endpoint({
  id: "assets.count-category-uses",
  method: "GET",
  path: "/categories/uses",
  summary: "How many assets have each category themselves, whoever may see them",
  access: { ...OPERATOR, scope: "read" },
  answer: { status: 200, body: z.object({ uses: z.record(CategoryId, z.number().int()) }) },
});

export const setCategories = endpoint({
  id: "assets.set-categories",
  method: "PUT",
  path: "/assets/:kind/:owner/:name/categories",
  summary: "Say which categories an asset is in",
  access: { who: "signed-in", scope: "write", right: "write" },
  params: Address,
  body: z.object({ categories: z.array(CategoryId).max(MAX_ASSET_CATEGORIES) }),
  answer: { status: 200, body: z.object({ categories: z.array(Category) }) },
  problems: ["category-unknown"],
});

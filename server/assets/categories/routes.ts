import * as endpoints from "#contract/assets/category-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import type { Mount } from "../../platform/http/index.ts";
import { createCategory } from "./create-category.ts";
import { deleteCategory } from "./delete-category.ts";
import { editCategory } from "./edit-category.ts";
import { countCategoryUses, listCategories } from "./list-categories.ts";
import { moveCategory } from "./move-category.ts";
import { setCategories } from "./set-categories.ts";

export function categoryRoutes(mount: Mount<RequestContext>): void {
  mount(endpoints.listCategories, ({ ctx }) => listCategories(ctx));
  mount(endpoints.countCategoryUses, ({ ctx }) => countCategoryUses(ctx));
  mount(endpoints.createCategory, ({ ctx, body }) => createCategory(ctx, body));
  mount(endpoints.editCategory, ({ ctx, params, body }) => editCategory(ctx, params.id, body));
  mount(endpoints.moveCategory, ({ ctx, params, body }) => moveCategory(ctx, params.id, body));
  mount(endpoints.deleteCategory, ({ ctx, params, query }) =>
    deleteCategory(ctx, params.id, query),
  );
  mount(endpoints.setCategories, ({ ctx, params, body }) =>
    setCategories(ctx, params, body.categories),
  );
}

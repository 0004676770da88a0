import type { Placed } from "../../assets/categories/category-tree.ts";

/** What is being done to which category; a new one has the one above it. */
export type Deed =
  | { kind: "create"; parent: Placed | null }
  | { kind: "rename" | "move" | "delete"; category: Placed };

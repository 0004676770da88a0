import type { CategoryNode } from "#contract/assets/category.ts";
import { termName } from "#contract/taxonomies/term.ts";

export type Placed = {
  node: CategoryNode;
  /** 0 at the top. */
  depth: number;
  /** From the top down to itself. */
  path: readonly CategoryNode[];
  /** Among its siblings, from 0. */
  position: number;
  isLast: boolean;
  hasChildren: boolean;
};

/** Where each category stands; in the order of the tree, in which parents come first. */
export function placeCategories(nodes: readonly CategoryNode[]): Placed[] {
  const byParent = Map.groupBy(nodes, (node) => node.parent);
  const placed = new Map<string, Placed>();
  for (const node of nodes) {
    const above = node.parent === null ? undefined : placed.get(node.parent);
    const siblings = byParent.get(node.parent) ?? [];
    const position = siblings.indexOf(node);
    placed.set(node.id, {
      node,
      depth: above ? above.depth + 1 : 0,
      path: [...(above?.path ?? []), node],
      position,
      isLast: position === siblings.length - 1,
      hasChildren: byParent.has(node.id),
    });
  }
  return [...placed.values()];
}

/** "Industry / Robot": the way from the top. */
export function pathName({ path }: Placed, locale: string): string {
  return path.map((node) => termName(node, locale)).join(" / ");
}

import type { CategoryNode } from "#contract/assets/category.ts";

/** A category as the table has it. */
export type CategoryRow = {
  id: number;
  public_id: string;
  parent_id: number | null;
  name: string;
  name_zh: string;
  position: number;
};

/**
 * The rows as a tree is read: each category after the one above it and before the next sibling.
 * However deep it is, no call goes deeper.
 */
export function inTreeOrder(rows: readonly CategoryRow[]): CategoryNode[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const inReverse = (parent: number | null) =>
    (children.get(parent) ?? []).toSorted((one, other) => other.position - one.position);
  const waiting = inReverse(null);
  const nodes: CategoryNode[] = [];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    nodes.push(toNode(row, byId.get(row.parent_id ?? -1)));
    waiting.push(...inReverse(row.id));
  }
  return nodes;
}

export function toNode(row: CategoryRow, parent: CategoryRow | undefined): CategoryNode {
  return {
    id: row.public_id,
    name: row.name,
    nameZh: row.name_zh,
    parent: parent?.public_id ?? null,
  };
}

/** Whether a category is another one or stands below it. */
export function isWithin(
  rows: readonly CategoryRow[],
  category: CategoryRow,
  other: CategoryRow,
): boolean {
  const byId = new Map(rows.map((row) => [row.id, row]));
  let at: CategoryRow | undefined = category;
  while (at !== undefined && at.id !== other.id) at = byId.get(at.parent_id ?? -1);
  return at !== undefined;
}

/** Ids of those below a parent in their order, but for one. */
export function siblingsWithout(
  rows: readonly CategoryRow[],
  { id, parentId }: { id: number; parentId: number | null },
): number[] {
  return rows
    .filter((row) => row.parent_id === parentId && row.id !== id)
    .toSorted((one, other) => one.position - other.position)
    .map((row) => row.id);
}

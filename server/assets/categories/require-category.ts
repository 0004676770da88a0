import { problem } from "#contract/problems.ts";
import type { CategoryRow } from "./tree.ts";

/** The category that an address names. @throws {Problem} `not-found` */
export function requireCategory(rows: readonly CategoryRow[], publicId: string): CategoryRow {
  const row = rows.find((each) => each.public_id === publicId);
  if (row === undefined) throw problem("not-found");
  return row;
}

/** A category that a field names. @throws {Problem} `category-unknown` */
export function requireNamed(
  rows: readonly CategoryRow[],
  field: string,
  publicId: string,
): CategoryRow {
  const row = rows.find((each) => each.public_id === publicId);
  if (row === undefined) throw unknownCategory(field, publicId);
  return row;
}

export function unknownCategory(field: string, publicId: string) {
  const message = `no category is named ${publicId}`;
  return problem("category-unknown", {
    detail: `${field}: ${message}`,
    issues: [{ pointer: `/${field.replaceAll(".", "/")}`, message }],
  });
}

/** Siblings are told apart by their names. @throws {Problem} `category-name-taken` */
export function requireFreeNames(
  rows: readonly CategoryRow[],
  wanted: { id: number | null; parentId: number | null; name: string; nameZh: string },
): void {
  const siblings = rows.filter((row) => row.parent_id === wanted.parentId && row.id !== wanted.id);
  for (const [field, column, value] of [
    ["name", "name", wanted.name],
    ["nameZh", "name_zh", wanted.nameZh],
  ] as const) {
    if (!siblings.some((row) => fold(row[column]) === fold(value))) continue;
    const message = `another category beside it is named ${value}`;
    throw problem("category-name-taken", {
      detail: `${field}: ${message}`,
      issues: [{ pointer: `/${field}`, message }],
    });
  }
}

function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

import type { z } from "zod";
import type { Page } from "#contract/paging.ts";
import { problem } from "#contract/problems.ts";

/** Makes an opaque cursor of the sort key of the last row shown. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** Reads a cursor back; a forged or foreign one is refused as invalid input. */
export function decodeCursor<Key extends z.ZodType>(
  cursor: string | undefined,
  schema: Key,
): z.output<Key> | null {
  if (cursor === undefined) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw problem("validation-failed", {
      detail: "query/cursor: is not a cursor of this list",
      issues: [{ pointer: "/query/cursor", message: "is not a cursor of this list" }],
      cause,
    });
  }
}

/**
 * Cuts a page out of rows that were read with one more than the limit.
 * @param keyOf sort key of a row, from which the next page goes on.
 */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  { itemOf, keyOf }: { itemOf: (row: Row) => Item; keyOf: (row: Row) => unknown },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), nextCursor: hasMore ? encodeCursor(keyOf(last)) : null };
}

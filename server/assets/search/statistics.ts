import type { AssetKind } from "#contract/fields.ts";
import type { Database } from "../../platform/database/index.ts";
import type { SearchStatistics } from "./plan-query.ts";
import { readShelfCounts, type ShelfCounts } from "./store/shelf.ts";
import { readStatistics } from "./store/statistics.ts";

const KEPT_FOR_MS = 60_000;

type Kept<Value> = { readAt: number; value: Promise<Value> };

/** Remembers for a minute what reading gave for a database and a key. */
function keeping<Value>(read: (db: Database, key: string) => Promise<Value>) {
  const byDatabase = new WeakMap<Database, Map<string, Kept<Value>>>();
  return (db: Database, key: string): Promise<Value> => {
    const kept = byDatabase.get(db) ?? new Map<string, Kept<Value>>();
    byDatabase.set(db, kept);
    const found = kept.get(key);
    if (found && Date.now() - found.readAt < KEPT_FOR_MS) return found.value;
    const value = read(db, key);
    kept.set(key, { readAt: Date.now(), value });
    value.catch(() => kept.delete(key));
    return value;
  };
}

const keptStatistics = keeping((db) => readStatistics(db));
const keptShelf = keeping((db, kind) =>
  readShelfCounts(db, kind === "" ? undefined : (kind as AssetKind)),
);

/**
 * What PostgreSQL knows of the search index: its size and how frequent each frequent lexeme is.
 * Kept for a minute; plans made from slightly older figures answer the same, only not as fast.
 */
export function getStatistics(db: Database): Promise<SearchStatistics> {
  return keptStatistics(db, "");
}

/** How much there is on the shelf, as it was counted last; undefined before that. */
export function getShelf(
  db: Database,
  kind: AssetKind | undefined,
): Promise<ShelfCounts | undefined> {
  return keptShelf(db, kind ?? "");
}

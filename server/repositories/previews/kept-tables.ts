import type { Context } from "../../context.ts";
import { ObjectCache } from "../objects/object-cache.ts";

const CACHE_BYTES = 64 * 1024 * 1024;
const TABLE_BYTES = 48 * 1024 * 1024;

type Kept<Table> = {
  /** By what the table is made of: the same bytes give the same table for ever. */
  key: string;
  build: () => Promise<Table>;
  /** About how much memory it takes. */
  sizeBytes: (table: Table) => number;
};

type Tables<Table> = { kept: ObjectCache<Table>; coming: Map<string, Promise<Table>> };

/**
 * Tables that were read from files, kept as long as there is room: the page asks for one table again
 * and again. Requests that come while a table is read wait for it.
 */
export function keptTables<Table>(): (
  store: Context["store"],
  table: Kept<Table>,
) => Promise<Table> {
  const byStore = new WeakMap<Context["store"], Tables<Table>>();
  return async (store, { key, build, sizeBytes }) => {
    const tables: Tables<Table> = byStore.get(store) ?? {
      kept: new ObjectCache(CACHE_BYTES, TABLE_BYTES),
      coming: new Map(),
    };
    byStore.set(store, tables);
    const known = tables.kept.get(key) ?? tables.coming.get(key);
    if (known !== undefined) return known;
    const coming = build();
    tables.coming.set(key, coming);
    try {
      const table = await coming;
      tables.kept.set(key, table, sizeBytes(table));
      return table;
    } finally {
      tables.coming.delete(key);
    }
  };
}

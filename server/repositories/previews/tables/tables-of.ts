import { join } from "node:path";
import type { Context } from "../../../context.ts";
import { Tables } from "../../../platform/formats/tables/index.ts";
import type { ObjectStore } from "../../../platform/storage/index.ts";

const known = new WeakMap<ObjectStore, Tables>();

/** The readers of tables beside a store: one set for each server, started when first needed. */
export function tablesOf({ store, config }: Pick<Context, "store" | "config">): Tables {
  const { dataFolder, tableCacheBytes: cacheBytes } = config;
  const folder = join(dataFolder, "cache", "tables");
  const tables = known.get(store) ?? new Tables({ folder, cacheBytes });
  known.set(store, tables);
  return tables;
}

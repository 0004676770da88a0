import { join } from "node:path";
import type { Context } from "../../../context.ts";
import { Tables } from "../../../platform/formats/tables/index.ts";
import type { ObjectStore } from "../../../platform/storage/index.ts";

/** What prepared tables and statistics may take on the disk. */
const CACHE_BYTES = 20_000_000_000;

const known = new WeakMap<ObjectStore, Tables>();

/** The readers of tables beside a store: one set for each server, started when first needed. */
export function tablesOf({ store, config }: Pick<Context, "store" | "config">): Tables {
  const tables =
    known.get(store) ??
    new Tables({ folder: join(config.dataFolder, "cache", "tables"), cacheBytes: CACHE_BYTES });
  known.set(store, tables);
  return tables;
}

import type { Database } from "../../platform/database/index.ts";
import type { SearchStatistics } from "./plan-query.ts";
import { readStatistics } from "./store/statistics.ts";

const KEPT_FOR_MS = 60_000;

type Kept = { readAt: number; statistics: Promise<SearchStatistics> };
const keptByDatabase = new WeakMap<Database, Kept>();

/**
 * What PostgreSQL knows of the search index: its size and how frequent each frequent lexeme is.
 * Kept for a minute; plans made from slightly older figures answer the same, only not as fast.
 */
export function getStatistics(db: Database): Promise<SearchStatistics> {
  const kept = keptByDatabase.get(db);
  if (kept && Date.now() - kept.readAt < KEPT_FOR_MS) return kept.statistics;
  const statistics = readStatistics(db);
  keptByDatabase.set(db, { readAt: Date.now(), statistics });
  statistics.catch(() => keptByDatabase.delete(db));
  return statistics;
}

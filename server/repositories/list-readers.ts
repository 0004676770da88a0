import type { Database } from "../platform/database/index.ts";
import { levelOf } from "./policy.ts";
import { selectReaders } from "./store/grants.ts";

type Asked = { repositoryId: number; accountIds: readonly number[]; now: Date };

/**
 * Those among the accounts whom news of a repository may be told: who may read it.
 * @param asked.right `see`: what is told is no part of its content.
 */
export function listReaders(
  db: Database,
  { right = "read", ...asked }: Asked & { right?: "see" | "read" },
): Promise<number[]> {
  if (asked.accountIds.length === 0) return Promise.resolve([]);
  return selectReaders(db, { ...asked, level: levelOf(right) });
}

import type { TableStatistics } from "#contract/repositories/table.ts";
import type { RequestContext } from "../../../context.ts";
import type { Repository } from "../../repository.ts";
import { asTableProblem } from "./as-table-problem.ts";
import { openTable } from "./open-table.ts";
import { tablesOf } from "./tables-of.ts";

/**
 * Figures of every column: of all rows once they are counted, before that of the first ones. They
 * are worked out once for each content.
 * @param whole counts a large file, which is not done unasked.
 * @throws {Problem} as `listTableRows`.
 */
export async function getTableStatistics(
  ctx: RequestContext,
  repository: Repository,
  query: { revision: string; path: string; whole: boolean; signal: AbortSignal },
): Promise<TableStatistics> {
  const { commit, file } = await openTable(ctx, repository, query);
  const wanted = { isWanted: query.whole, signal: query.signal };
  const { state, progress, statistics } = await asTableProblem(
    tablesOf(ctx).statistics(file, wanted),
  );
  return {
    commit,
    state,
    progress,
    isSample: state !== "ready",
    rowCount: statistics?.rowCount ?? 0,
    columns: statistics?.columns ?? [],
  };
}

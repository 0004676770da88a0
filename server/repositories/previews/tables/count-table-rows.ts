import type { z } from "zod";
import type { TableCount, TableSelection } from "#contract/repositories/table.ts";
import type { RequestContext } from "../../../context.ts";
import type { Repository } from "../../repository.ts";
import { asTableProblem } from "./as-table-problem.ts";
import { openTable } from "./open-table.ts";
import { tablesOf } from "./tables-of.ts";

type CountQuery = { revision: string; path: string; signal: AbortSignal } & z.output<
  typeof TableSelection
>;

/**
 * How many rows of the whole table pass the filters.
 * @throws {Problem} as `listTableRows`.
 */
export async function countTableRows(
  ctx: RequestContext,
  repository: Repository,
  query: CountQuery,
): Promise<TableCount> {
  const { file } = await openTable(ctx, repository, query);
  const { filters = [], search = "", signal } = query;
  const selection = { filters, search };
  const found = await asTableProblem(tablesOf(ctx).count(file, { selection, signal }));
  return found.state === "ready" ? { state: "ready", count: found.answer.count } : found;
}

import type { z } from "zod";
import { problem } from "#contract/problems.ts";
import type { TablePage, TableRows, TableRowsQuery } from "#contract/repositories/table.ts";
import type { RequestContext } from "../../../context.ts";
import type { PreparedFacts, RowsAnswer } from "../../../platform/formats/tables/index.ts";
import type { Repository } from "../../repository.ts";
import { asTableProblem } from "./as-table-problem.ts";
import { openTable, type OpenTable } from "./open-table.ts";
import { tablesOf } from "./tables-of.ts";

/** Sorted and filtered pages reach so far: beyond it a filter leads there sooner. */
const LAST_OFFSET = 100_000;

export type RowsQuery = { revision: string; path: string } & z.output<typeof TableRowsQuery>;

/**
 * A page of rows. In the order of the file they are read where they lie; sorted or filtered ones, and
 * far ones of a text, come from the whole table, which may have to be prepared first.
 * @param signal ends the work when nobody waits for it any more.
 * @throws {Problem} `preview-unreadable`, `table-too-heavy`, `validation-failed`, `unavailable`.
 */
export async function listTableRows(
  ctx: RequestContext,
  repository: Repository,
  query: RowsQuery & { signal: AbortSignal },
): Promise<TableRows> {
  const table = await openTable(ctx, repository, query);
  const { filters = [], search = "", sort, offset, cursor } = query;
  const isWhole = filters.length > 0 || search !== "" || sort !== undefined;
  const isReachable = offset === 0 || cursor !== undefined || table.file.format === "parquet";
  return isWhole || !isReachable
    ? asTableProblem(chosenRows(ctx, table, query))
    : asTableProblem(plainRows(ctx, table, query));
}

function windowOf({ firstColumn, columnLimit }: RowsQuery) {
  return { start: firstColumn, end: firstColumn + columnLimit };
}

async function plainRows(
  ctx: RequestContext,
  { commit, file }: OpenTable,
  query: RowsQuery,
): Promise<TablePage> {
  const columns = windowOf(query);
  const at = query.cursor === undefined ? query.offset : Number(query.cursor);
  const from = query.offset === 0 ? null : { at, number: query.offset };
  const answer = await tablesOf(ctx).rows(file, { from, limit: query.limit, columns });
  const { next, rows, stoppedEarly, bytesRead, shape } = answer;
  return {
    state: "ready",
    commit,
    format: file.format,
    columns: answer.columns.slice(columns.start, columns.end),
    columnCount: answer.columns.length,
    rows,
    rowCount: countOf(answer, file.sizeBytes),
    next: next && { offset: next.number, cursor: String(next.at) },
    stoppedEarly,
    text: shape.text,
    irregular: null,
    bytesRead,
  };
}

/** Exact where it is known; else from the size of the file and that of the rows of this page. */
function countOf({ shape, rows, next }: RowsAnswer, sizeBytes: number): TablePage["rowCount"] {
  if (shape.rowCount !== null) return { value: shape.rowCount, isExact: true };
  const [first] = rows;
  if (first === undefined) return null;
  if (next === null) return null;
  const rowBytes = (next.at - first.at) / rows.length;
  return { value: Math.round(first.number + (sizeBytes - first.at) / rowBytes), isExact: false };
}

async function chosenRows(
  ctx: RequestContext,
  { commit, file }: OpenTable,
  query: RowsQuery & { signal: AbortSignal },
): Promise<TableRows> {
  const { filters = [], search = "", sort, offset, limit, signal } = query;
  const isChosen = filters.length > 0 || search !== "" || sort !== undefined;
  if (isChosen && offset > LAST_OFFSET) {
    const message = `offset: sorted and filtered rows are listed up to ${LAST_OFFSET}`;
    throw problem("validation-failed", {
      detail: message,
      issues: [{ pointer: "/query/offset", message }],
    });
  }
  const columns = windowOf(query);
  const found = await tablesOf(ctx).query(file, {
    selection: { filters, search },
    sorting: sortingOf(sort),
    offset,
    limit,
    columns,
    signal,
  });
  if (found.state === "working") return found;
  const { facts, rows } = found.answer;
  return {
    state: "ready",
    commit,
    format: file.format,
    columns: facts.columns.slice(columns.start, columns.end),
    columnCount: facts.columns.length,
    rows: rows.map((row) => ({ ...row, note: null })),
    rowCount: { value: facts.rowCount, isExact: true },
    next: rows.length < limit ? null : { offset: offset + rows.length, cursor: null },
    stoppedEarly: false,
    text: null,
    irregular: irregularOf(facts),
    bytesRead: 0,
  };
}

function irregularOf({ raggedRows, brokenRows, cutCells, otherKeys }: PreparedFacts) {
  return { raggedRows, brokenRows, cutCells, otherKeys };
}

function sortingOf(sort: string | undefined) {
  if (sort === undefined) return null;
  return { column: Math.abs(Number(sort)), isDescending: sort.startsWith("-") };
}

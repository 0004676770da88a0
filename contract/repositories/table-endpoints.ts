import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { EntryPath, Revision } from "./repository.ts";
import { TableCount, TableRows, TableRowsQuery, TableSelection, TableStatistics } from "./table.ts";

const BASE = "/repositories/:kind/:owner/:name";
const AtPath = Address.extend({ revision: Revision, path: EntryPath });
const READ = { who: "anyone", scope: "read", right: "read" } as const;
const PROBLEMS = [
  "revision-not-found",
  "entry-not-found",
  "preview-unreadable",
  "table-too-heavy",
] as const;

export const listTableRows = endpoint({
  id: "repositories.list-table-rows",
  method: "GET",
  path: `${BASE}/table-rows/:revision/*`,
  summary: "Rows of a CSV, TSV, JSON Lines or Parquet file of any size, sorted and filtered",
  access: READ,
  params: AtPath,
  query: TableRowsQuery,
  answer: { status: 200, body: TableRows },
  problems: PROBLEMS,
});

export const countTableRows = endpoint({
  id: "repositories.count-table-rows",
  method: "GET",
  path: `${BASE}/table-count/:revision/*`,
  summary: "How many rows of a table pass the filters",
  access: READ,
  params: AtPath,
  query: TableSelection,
  answer: { status: 200, body: TableCount },
  problems: PROBLEMS,
});

export const getTableStatistics = endpoint({
  id: "repositories.get-table-statistics",
  method: "GET",
  path: `${BASE}/table-statistics/:revision/*`,
  summary: "Figures of every column: empty, different, least and greatest values, distribution",
  access: READ,
  params: AtPath,
  query: z.object({
    /** Counts all rows of a large file, which is not done unasked. */
    whole: z.stringbool().default(false),
  }),
  answer: { status: 200, body: TableStatistics },
  problems: PROBLEMS,
});

export const getTableCell = endpoint({
  id: "repositories.get-table-cell",
  method: "GET",
  path: `${BASE}/table-cell/:revision/*`,
  summary: "One value of a table: its text, or its bytes as the image or sound that they are",
  access: READ,
  params: AtPath,
  query: z.object({
    /** The row, as a page of rows names it. */
    at: z.coerce.number().int().min(0),
    /** Index of the column. */
    column: z.coerce.number().int().min(0),
  }),
  answer: { status: 200, body: { stream: true, mediaType: "application/octet-stream" } },
  problems: PROBLEMS,
});

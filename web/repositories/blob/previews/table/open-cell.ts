import type { TableCell, TableColumn, TableRow } from "#contract/repositories/table.ts";

/** A cell that somebody has opened. */
export type OpenCell = { row: TableRow; column: TableColumn; cell: TableCell };

/** The text of a cell as far as the page has it; null where it was not read. */
export function textOf(cell: Exclude<TableCell, null>): string | null {
  if (typeof cell === "string") return cell;
  return cell.kind === "cut" ? cell.text : null;
}

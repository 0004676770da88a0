/** What a cell holds; null is an empty one. */
export type Cell = string | number | boolean | Date | readonly string[] | null;

/** By this mark spreadsheets read UTF-8 as such. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** What spreadsheets take for the beginning of a formula, in full width too. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;
const LEADING_CONTROL = /^[\t\r\n]/u;

/** One line of CSV (RFC 4180). Every text is quoted, and none is a formula to a spreadsheet. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  const text = typeof cell === "string" ? cell : cell.join("; ");
  return `"${asText(text).replaceAll('"', '""')}"`;
}

/** An apostrophe before what would be run: spreadsheets then show it as it is (CWE-1236). */
function asText(text: string): string {
  return FORMULA.test(text) || LEADING_CONTROL.test(text) ? `'${text}` : text;
}

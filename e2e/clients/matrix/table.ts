import { type Column, OPERATIONS } from "./operations.ts";

/** What one client has read of what another one uploaded: null is byte for byte. */
export type Reading = { uploader: string; reader: string; error: string | null };

const OK = "ok";
const NOT_OFFERED = "–";

/** The operations of every client, as a Markdown table. */
export function operationTable(columns: readonly Column[]): string {
  const rows = Object.entries(OPERATIONS).map(([id, title]) => [
    title,
    ...columns.map(({ outcomes }) => cellOf(outcomes.find(({ operation }) => operation === id))),
  ]);
  return table(["", ...columns.map(({ title }) => title)], rows);
}

/** Who reads what whom uploaded. */
export function readingTable(
  readings: readonly Reading[],
  titleOf: (id: string) => string,
): string {
  const uploaders = [...new Set(readings.map(({ uploader }) => uploader))];
  const readers = [...new Set(readings.map(({ reader }) => reader))];
  const rows = uploaders.map((uploader) => [
    titleOf(uploader),
    ...readers.map((reader) =>
      cellOf(readings.find((each) => each.uploader === uploader && each.reader === reader)),
    ),
  ]);
  return table(["uploaded by ↓, read by →", ...readers.map(titleOf)], rows);
}

function cellOf(outcome: { error: string | null } | undefined): string {
  if (outcome === undefined) return NOT_OFFERED;
  return outcome.error === null ? OK : `failed: ${oneLine(outcome.error)}`;
}

function oneLine(text: string): string {
  return text.trim().split("\n").at(-1)?.replaceAll("|", "\\|").slice(0, 200) ?? "";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}

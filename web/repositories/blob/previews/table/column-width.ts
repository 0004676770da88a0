import type { TableCell, TableColumn } from "#contract/repositories/table.ts";
import { textOf } from "./open-cell.ts";

/** Pixels of the column with the numbers of the rows. */
export const NUMBER_WIDTH = 74;
const LEAST = 132;
const MOST = 300;
const IMAGE_WIDTH = 150;
const AUDIO_WIDTH = 280;
/** A character, and what is left free at both ends. */
const CHARACTER = 8.2;
const WIDE_CHARACTER = 13.5;
const PADDING = 26;

/** Pixels that a column takes: as much as its longest value on the page needs, within bounds. */
export function widthOf({ type, name }: TableColumn, cells: readonly TableCell[]): number {
  if (type === "image") return IMAGE_WIDTH;
  if (type === "audio") return AUDIO_WIDTH;
  const texts = cells.map((cell) => (cell === null ? "" : (textOf(cell) ?? "")));
  const longest = Math.max(...texts.map(widthOfText), widthOfText(name) + 2 * PADDING);
  return Math.round(Math.min(MOST, Math.max(LEAST, longest + PADDING)));
}

function widthOfText(text: string): number {
  let width = 0;
  for (const character of text.slice(0, 60)) {
    width += character > "\u2e80" ? WIDE_CHARACTER : CHARACTER;
  }
  return width;
}

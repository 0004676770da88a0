import type { KeyboardEvent } from "react";

const STEPS: Readonly<Partial<Record<string, { rows: number; columns: number }>>> = {
  ArrowUp: { rows: -1, columns: 0 },
  ArrowDown: { rows: 1, columns: 0 },
  ArrowLeft: { rows: 0, columns: -1 },
  ArrowRight: { rows: 0, columns: 1 },
};

/** Arrow keys lead from cell to cell of a table's body; what takes the focus is marked `data-cell`. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const cell = event.currentTarget.closest("td");
  const row = cell?.closest("tr");
  const body = row?.closest("tbody");
  if (!step || !cell || !row || !body) return;
  const next = body.rows[row.sectionRowIndex + step.rows]?.cells[cell.cellIndex + step.columns];
  const target = next?.querySelector<HTMLElement>("[data-cell]");
  if (!target) return;
  event.preventDefault();
  target.focus();
}

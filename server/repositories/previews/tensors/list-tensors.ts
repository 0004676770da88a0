import { z } from "zod";
import type { Page } from "#contract/paging.ts";
import type { TensorRow } from "#contract/repositories/tensor-table.ts";
import { decodeCursor, encodeCursor } from "../../../platform/paging.ts";
import type { TableTensor, TensorTable } from "./tensor-table.ts";

export type TensorQuery = {
  view: "tree" | "flat";
  module: string;
  q: string;
  sort: "name" | "parameters" | "size";
  order: "ascending" | "descending";
  cursor?: string | undefined;
  limit: number;
};

/** How many rows were shown: the table of a commit never changes. */
export const TableCursor = z.number().int().min(0);

/** One page of the tensors below a module, flat or as the next level of the tree of names. */
export function listTensors(
  { tensors }: TensorTable,
  { cursor, limit, ...query }: TensorQuery,
): Page<TensorRow> & { total: number } {
  const start = decodeCursor(cursor, TableCursor) ?? 0;
  const found = tensors.filter(matches(query));
  const rows = query.view === "tree" ? levelBelow(query.module, found) : sorted(found, query);
  const items = rows.slice(start, start + limit).map(toRow);
  const next = start + limit;
  const nextCursor = next < rows.length ? encodeCursor(next) : null;
  return { items, nextCursor, total: rows.length };
}

type Module = { prefix: string; tensors: TableTensor[] };

function matches({ module, q }: Pick<TensorQuery, "module" | "q">) {
  const words = q.toLowerCase().split(/\s+/u).filter(Boolean);
  return ({ name }: TableTensor) =>
    name.startsWith(module) && words.every((word) => name.toLowerCase().includes(word));
}

function sorted(
  tensors: TableTensor[],
  { sort, order }: Pick<TensorQuery, "sort" | "order">,
): TableTensor[] {
  const sign = order === "ascending" ? 1 : -1;
  if (sort === "name") return sign === 1 ? tensors : tensors.toReversed();
  const valueOf = ({ parameters, sizeBytes }: TableTensor) =>
    sort === "parameters" ? parameters : (sizeBytes ?? -1);
  return tensors.toSorted((one, other) => sign * (valueOf(one) - valueOf(other)));
}

/**
 * What is seen when a module is opened. A module with one tensor is that tensor, and modules that
 * hold nothing but one other are shown as one: `model.layers.`.
 */
function levelBelow(module: string, tensors: readonly TableTensor[]): (Module | TableTensor)[] {
  const modules = new Map<string, Module>();
  const rows: (Module | TableTensor)[] = [];
  for (const tensor of tensors) {
    const prefix = nextPrefix(tensor.name, module);
    const known = modules.get(prefix);
    if (known !== undefined) known.tensors.push(tensor);
    else if (prefix === tensor.name) rows.push(tensor);
    else {
      const made = { prefix, tensors: [tensor] };
      modules.set(prefix, made);
      rows.push(made);
    }
  }
  return rows.map((row) => {
    if (!("tensors" in row)) return row;
    const [only] = row.tensors;
    return row.tensors.length === 1 && only !== undefined ? only : commonModule(row);
  });
}

/** The name up to the separator after a beginning, or the whole name when there is none. */
function nextPrefix(name: string, beginning: string): string {
  const at = name.slice(beginning.length).search(/[./]./u);
  return at === -1 ? name : name.slice(0, beginning.length + at + 1);
}

function commonModule({ prefix: first, tensors }: Module): Module {
  let prefix = first;
  for (;;) {
    const [tensor] = tensors;
    const longer = tensor === undefined ? prefix : nextPrefix(tensor.name, prefix);
    const isShared =
      longer !== tensor?.name && tensors.every(({ name }) => name.startsWith(longer));
    if (longer === prefix || !isShared) return { prefix, tensors };
    prefix = longer;
  }
}

function toRow(row: Module | TableTensor): TensorRow {
  if (!("tensors" in row)) return { type: "tensor", ...row };
  const { prefix, tensors } = row;
  return {
    type: "module",
    prefix,
    tensors: tensors.length,
    parameters: tensors.reduce((sum, { parameters }) => sum + parameters, 0),
    sizeBytes: tensors.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
  };
}

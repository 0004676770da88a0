import { z } from "zod";
import type { Page } from "#contract/paging.ts";
import type { TensorRow } from "#contract/repositories/tensor-table.ts";
import { decodeCursor, encodeCursor } from "../../../platform/paging.ts";
import { type Branch, levelBelow } from "../name-tree.ts";
import type { TableTensor, TensorTable } from "./tensor-table.ts";

/** PyTorch and GGUF join names by dots, ONNX by slashes. */
const SEPARATOR = /[./]./u;

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
  const rows = query.view === "tree" ? modulesBelow(query.module, found) : sorted(found, query);
  const items = rows.slice(start, start + limit).map(toRow);
  const next = start + limit;
  const nextCursor = next < rows.length ? encodeCursor(next) : null;
  return { items, nextCursor, total: rows.length };
}

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

/** A module with one tensor is that tensor. */
function modulesBelow(
  module: string,
  tensors: readonly TableTensor[],
): (Branch<TableTensor> | TableTensor)[] {
  return levelBelow(tensors, { beginning: module, separator: SEPARATOR }).map((row) => {
    const [only, other] = "prefix" in row ? row.items : [];
    return only !== undefined && other === undefined ? only : row;
  });
}

function toRow(row: Branch<TableTensor> | TableTensor): TensorRow {
  if (!("prefix" in row)) return { type: "tensor", ...row };
  const { prefix, items: tensors } = row;
  return {
    type: "module",
    prefix,
    tensors: tensors.length,
    parameters: tensors.reduce((sum, { parameters }) => sum + parameters, 0),
    sizeBytes: tensors.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0),
  };
}

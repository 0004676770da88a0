import type { Page } from "#contract/paging.ts";
import type { TensorComparison, TensorDifference } from "#contract/repositories/tensor-table.ts";
import { decodeCursor, encodeCursor } from "../../../platform/paging.ts";
import { TableCursor } from "./list-tensors.ts";
import { compareNaturally } from "../natural-order.ts";
import type { TableTensor, TensorTable } from "./tensor-table.ts";

/** What differs between two tables by name, shape and type; a side may be missing. */
export function tensorDifferences(
  { before, after }: { before: TensorTable | undefined; after: TensorTable | undefined },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Page<TensorDifference> & { totals: TensorComparison } {
  const start = decodeCursor(cursor, TableCursor) ?? 0;
  const old = new Map(before?.tensors.map((tensor) => [tensor.name, tensor]));
  const fresh = new Map(after?.tensors.map((tensor) => [tensor.name, tensor]));
  const names = [...fresh.keys(), ...[...old.keys()].filter((name) => !fresh.has(name))];
  const all = names.flatMap((name) => difference(name, old.get(name), fresh.get(name)) ?? []);
  const differences = all.toSorted((one, other) => compareNaturally(one.name, other.name));
  const count = (change: TensorDifference["change"]) =>
    differences.filter((found) => found.change === change).length;
  const next = start + limit;
  return {
    items: differences.slice(start, next),
    nextCursor: next < differences.length ? encodeCursor(next) : null,
    totals: {
      before: before?.totals ?? null,
      after: after?.totals ?? null,
      added: count("added"),
      removed: count("removed"),
      changed: count("changed"),
      same: names.length - differences.length,
    },
  };
}

function difference(
  name: string,
  before: TableTensor | undefined,
  after: TableTensor | undefined,
): TensorDifference | undefined {
  const change = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  if (before && after && before.dtype === after.dtype && isSame(before.shape, after.shape)) {
    return undefined;
  }
  return { name, change, before: stateOf(before), after: stateOf(after) };
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((size, at) => size === other[at]);
}

function stateOf(tensor: TableTensor | undefined): TensorDifference["before"] {
  if (tensor === undefined) return null;
  const { dtype, shape, parameters, sizeBytes } = tensor;
  return { dtype, shape, parameters, sizeBytes };
}

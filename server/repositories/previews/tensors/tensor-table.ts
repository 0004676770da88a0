import type {
  TensorFinding,
  TensorShard,
  TensorSummary,
  TensorTotals,
} from "#contract/repositories/tensor-table.ts";
import type { Tensor } from "../../../platform/formats/tensors/tensor-file.ts";

/** A tensor, and of a checkpoint the file that holds it. */
export type TableTensor = Tensor & { file: string | null };

/** What is kept of a file or checkpoint once its headers are read. */
export type TensorTable = Pick<TensorSummary, "format" | "scope" | "metadata" | "graph"> & {
  /** In natural order of their names. */
  tensors: readonly TableTensor[];
  totals: TensorTotals;
  findings: TensorFinding[];
  shards: TensorShard[] | null;
};

export function totalsOf(tensors: readonly Tensor[]): TensorTotals {
  const dtypes = new Map<string, TensorTotals["dtypes"][number]>();
  let parameters = 0;
  let sizeBytes = 0;
  for (const tensor of tensors) {
    const known = dtypes.get(tensor.dtype);
    const totals = known ?? { dtype: tensor.dtype, tensors: 0, parameters: 0, sizeBytes: 0 };
    totals.tensors += 1;
    totals.parameters += tensor.parameters;
    totals.sizeBytes = addKnown(totals.sizeBytes, tensor.sizeBytes);
    if (known === undefined) dtypes.set(tensor.dtype, totals);
    parameters += tensor.parameters;
    sizeBytes += tensor.sizeBytes ?? 0;
  }
  return {
    tensors: tensors.length,
    parameters,
    sizeBytes,
    dtypes: [...dtypes.values()].toSorted((one, other) => other.parameters - one.parameters),
  };
}

function addKnown(sum: number | null, value: number | null): number | null {
  return sum === null || value === null ? null : sum + value;
}

import type { ZipEntry } from "../../zip/zip-entry.ts";
import { checkPlaces, Findings, type Place } from "../findings.ts";
import { countParameters, type Tensor, type TensorFile } from "../tensor-file.ts";
import type { NamedTensor } from "./name-tensors.ts";
import { valueBytes } from "./torch-types.ts";
import type { StoredTensor } from "./values.ts";

type Archive = {
  entries: readonly ZipEntry[];
  /** In front of the names of all entries, with its slash. */
  folder: string;
};

/** What the table shows of each tensor, held against the entries that should have its bytes. */
export function describeTensors(
  named: readonly NamedTensor[],
  { entries, folder }: Archive,
): Pick<TensorFile, "tensors" | "findings"> {
  const storages = new Map(entries.map((entry) => [entry.name, entry]));
  const findings = new Findings();
  const places: Place[] = [];
  const tensors = named.map(({ name, tensor }): Tensor => {
    const { dtype, shape } = tensor;
    const parameters = countParameters(name, shape);
    const bytes = valueBytes(dtype);
    if (bytes === undefined) findings.add("unknown-type", name);
    const storage = storages.get(`${folder}data/${tensor.storage.key}`);
    const reach = bytes === undefined ? undefined : reachOf(tensor, bytes);
    if (storage === undefined || (reach && reach.end > storage.sizeBytes)) {
      findings.add("outside-file", name);
    }
    const start = (storage?.localHeaderOffset ?? 0) + (reach?.start ?? 0);
    const end = reach && storage ? storage.localHeaderOffset + reach.end : start;
    places.push({ name, start, end });
    return { name, dtype, shape, parameters, sizeBytes: bytes ? parameters * bytes : null };
  });
  checkPlaces(places, { start: 0, end: Number.POSITIVE_INFINITY }, findings);
  return { tensors, findings: findings.list() };
}

/** The bytes of the storage from the first to behind the last value; undefined when not known. */
function reachOf(
  { offset, shape, strides }: StoredTensor,
  bytes: number,
): { start: number; end: number } | undefined {
  if (offset === undefined || strides?.length !== shape.length) return undefined;
  const isEmpty = shape.includes(0);
  const last = shape.reduce((sum, size, at) => sum + (size - 1) * (strides[at] ?? 0), 0);
  const values = isEmpty ? 0 : last + 1;
  return { start: offset * bytes, end: (offset + values) * bytes };
}

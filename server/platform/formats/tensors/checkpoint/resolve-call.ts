import { TensorFileError } from "../tensor-file.ts";
import { dtypeOf, dtypeOfStorage } from "./torch-types.ts";
import { type Branch, isKind, itemsOf, OTHER, type StoredTensor, type Value } from "./values.ts";

/**
 * What a call would give back, where it is one of the few that checkpoints are made of; anything
 * else is an object of which only a later state is known. Source: torch/_utils.py and
 * `_reduce_ex_internal` of torch/_tensor.py (github.com/pytorch/pytorch).
 * @param found is told of every tensor.
 */
export function resolveCall(
  callee: Value,
  args: Value,
  found: (tensor: StoredTensor) => void,
): Value {
  const name = isKind(callee, "named") ? callee.name : "";
  const values = itemsOf(args);
  switch (name) {
    case "torch._utils._rebuild_tensor_v2":
    case "torch._utils._rebuild_tensor_v3": {
      const tensor = tensorOf(values, name.endsWith("3") ? values[6] : undefined);
      found(tensor);
      return tensor;
    }
    case "torch._utils._rebuild_parameter":
      return values[0] ?? OTHER;
    default:
      return { kind: "branch", entries: [] } satisfies Branch;
  }
}

/** `("storage", storage type, key, device, number of values)`, as torch/serialization.py writes it. */
export function resolvePersistentId(id: Value): Value {
  const [tag, type, key] = itemsOf(id);
  if (tag !== "storage" || typeof key !== "string" || !isKind(type, "named")) return OTHER;
  return { kind: "storage", key, dtype: dtypeOfStorage(type.name) };
}

function tensorOf(
  [storage, offset, size, stride]: readonly Value[],
  type: Value | undefined,
): StoredTensor {
  const shape = numbersOf(size);
  if (!isKind(storage, "storage") || shape === undefined) {
    throw new TensorFileError("invalid", "A tensor has no storage or shape");
  }
  return {
    kind: "tensor",
    dtype: isKind(type, "named") ? dtypeOf(type.name) : storage.dtype,
    storage,
    offset: typeof offset === "number" ? offset : undefined,
    shape,
    strides: numbersOf(stride),
  };
}

function numbersOf(value: Value | undefined): number[] | undefined {
  if (!isKind(value, "tuple")) return undefined;
  const numbers = value.items.filter((item) => typeof item === "number");
  return numbers.length === value.items.length ? numbers : undefined;
}

import { TENSOR_LIMIT, TensorFileError } from "../tensor-file.ts";
import { isKind, STATE_KEY, type StoredTensor, type Value } from "./values.ts";

export type NamedTensor = { name: string; tensor: StoredTensor };

/** How modules of PyTorch keep what is theirs; their own names of tensors leave these out. */
const MODULE_KEYS = new Set(["_modules", "_parameters", "_buffers"]);
const DEPTH_LIMIT = 100;
/** Names repeat the keys on the way: a small file could ask for gigabytes of them. */
const NAMES_LENGTH = 32 * 1024 * 1024;

/**
 * The tensors below a value, named by the keys on the way there. A value that lies at several
 * places, or in itself, is gone into once.
 * @throws {TensorFileError} `too-large`.
 */
export function nameTensors(root: Value): NamedTensor[] {
  const found: NamedTensor[] = [];
  const seen = new Set<Value>();
  let length = 0;

  const visit = (value: Value, name: string, depth: number): void => {
    if (isKind(value, "tensor")) {
      length += name.length;
      if (found.length === TENSOR_LIMIT || length > NAMES_LENGTH) throw tooLarge();
      found.push({ name, tensor: value });
      return;
    }
    if (!isKind(value, "branch") && !isKind(value, "tuple")) return;
    if (seen.has(value)) return;
    seen.add(value);
    if (depth === DEPTH_LIMIT) throw tooLarge();
    const entries = value.kind === "branch" ? value.entries : value.items.entries();
    for (const [key, inner] of entries) visit(inner, joined(name, String(key)), depth + 1);
  };

  visit(root, "", 0);
  return found;
}

function joined(name: string, key: string): string {
  if (key === STATE_KEY || MODULE_KEYS.has(key)) return name;
  return name === "" ? key : `${name}.${key}`;
}

function tooLarge(): TensorFileError {
  return new TensorFileError("too-large", "Its tensors lie too deep, or are too many");
}

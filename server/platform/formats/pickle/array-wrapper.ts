import type { ByteWindow } from "./byte-window.ts";
import { PickleError } from "./next-instruction.ts";
import { isKind, itemsOf, type Value } from "./values.ts";

/**
 * joblib writes the bytes of an array into the middle of a pickle, right behind the BUILD of its
 * wrapper (`NumpyArrayWrapper.write_array` and `NumpyUnpickler.load_build` in
 * `joblib/numpy_pickle.py`): with an alignment, one byte that tells how many bytes of padding
 * follow; then the array.
 */
export type WrappedArray = {
  isAligned: boolean;
  /** Undefined: an array of objects, and a pickle of its own follows in its place. */
  sizeBytes: number | undefined;
};

const WRAPPER = "joblib.numpy_pickle.NumpyArrayWrapper";

/**
 * The array behind a wrapper that has just been given its state; undefined for anything else.
 * @throws {PickleError} when it does not say how long its bytes are: nobody knows what follows.
 */
export function wrappedArray(built: Value): WrappedArray | undefined {
  if (!isKind(built, "call") || built.callee === undefined) return undefined;
  if (`${built.callee.module}.${built.callee.name}` !== WRAPPER) return undefined;
  const state = built.state?.items;
  const itemBytes = itemBytesOf(state?.get("dtype"));
  const shape = state?.get("shape");
  const counts = itemsOf(shape);
  if (itemBytes === undefined || !isKind(shape, "tuple") || !counts.every(isCount)) {
    throw new PickleError("an array inside does not say how long it is");
  }
  const alignment = state?.get("numpy_array_alignment_bytes");
  return {
    isAligned: typeof alignment === "number",
    sizeBytes:
      itemBytes === "objects"
        ? undefined
        : counts.reduce((product, count) => product * count, itemBytes),
  };
}

/** Goes over the padding and the bytes of an array. */
export async function skipArray(window: ByteWindow, array: WrappedArray): Promise<void> {
  if (array.sizeBytes === undefined) return;
  if (array.isAligned) {
    await window.fill(1);
    const padding = window.peek(1)[0] ?? 0;
    await window.skip(1 + padding);
  }
  await window.skip(array.sizeBytes);
}

function isCount(value: Value): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/** Of NumPy's type strings: a letter for the kind, and the width of one item (`U`: in characters). */
function itemBytesOf(dtype: Value | undefined): number | "objects" | undefined {
  if (!isKind(dtype, "call")) return undefined;
  const [code] = itemsOf(dtype.args);
  const match = typeof code === "string" ? /^[<>|=]?([biufcmMOSUVa])(\d*)$/.exec(code) : null;
  if (match === null) return undefined;
  const [, kind, digits] = match;
  if (kind === "O") return "objects";
  const width = digits === "" ? 1 : Number(digits);
  return kind === "U" ? width * 4 : width;
}

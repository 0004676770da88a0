/** One tensor as the header of a file declares it; nothing of its values is read. */
export type Tensor = {
  name: string;
  /** As the format itself names it: `BF16`, `Q4_K`, `FLOAT16`. */
  dtype: string;
  /** In the order of the format's own tools; empty for a scalar. */
  shape: number[];
  /** The product of the shape. */
  parameters: number;
  /** null where the type does not tell: strings, and types that are unknown here. */
  sizeBytes: number | null;
};

/**
 * - `outside-file`: its bytes lie beyond the end: the file is cut off, or lies.
 * - `overlap`: it shares bytes with another tensor.
 * - `duplicate-name`: the name occurs more than once.
 * - `size-mismatch`: its bytes are not as many as its shape and type need.
 * - `unknown-type`: the type is not known here, so its size is not either.
 * - `external-data`: its bytes lie in another file, which is named.
 */
export type FindingCode =
  | "outside-file"
  | "overlap"
  | "duplicate-name"
  | "size-mismatch"
  | "unknown-type"
  | "external-data";

/** Something about the file that its reader should know; `example` is the first place of it. */
export type Finding = { code: FindingCode; count: number; example: string };

/** One line of what a header says beside its tensors, as text. */
export type MetadataEntry = {
  key: string;
  /** `string`, `uint32`, `string[151936]`. */
  type: string;
  value: string;
  /** The value is longer than is shown. */
  isCut: boolean;
};

/** An input or output of a graph; a dimension without a fixed size has a name or is "?". */
export type GraphPort = { name: string; dtype: string; shape: (number | string)[] };

export type TensorFormat = "safetensors" | "gguf" | "onnx" | "pytorch";

/** What the header of a file of tensors says. */
export type TensorFile = {
  format: TensorFormat;
  /** As the file orders them. */
  tensors: Tensor[];
  metadata: MetadataEntry[];
  findings: Finding[];
  /** Of a computation graph only. */
  graph: { inputs: GraphPort[]; outputs: GraphPort[]; nodeCount: number } | null;
};

/**
 * - `empty`: the file has no bytes.
 * - `truncated`: it ends inside of its header.
 * - `wrong-format`: it does not begin as its name promises.
 * - `unsupported-version`: a version of the format that is not read here.
 * - `invalid`: its header contradicts itself or the format.
 * - `too-large`: its header claims more than is read.
 * - `unsupported`: what it holds can only be told by running it.
 */
export type TensorFileErrorCode =
  | "empty"
  | "truncated"
  | "wrong-format"
  | "unsupported-version"
  | "invalid"
  | "too-large"
  | "unsupported";

/** Why a file cannot be read as the tensors that its name promises. */
export class TensorFileError extends Error {
  override name = "TensorFileError";
  readonly code: TensorFileErrorCode;

  constructor(code: TensorFileErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** More tensors than this are refused: the largest published checkpoints have about 100,000. */
export const TENSOR_LIMIT = 250_000;
const RANK_LIMIT = 64;

/**
 * @throws {TensorFileError} `invalid` for a shape that no file can hold.
 */
export function countParameters(name: string, shape: readonly number[]): number {
  if (shape.length > RANK_LIMIT) {
    throw new TensorFileError("invalid", `${quoted(name)} has ${shape.length} dimensions`);
  }
  const isWhole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  const parameters = shape.reduce((product, size) => product * size, 1);
  if (!isWhole || !Number.isSafeInteger(parameters)) {
    throw new TensorFileError("invalid", `The shape of ${quoted(name)} is not possible`);
  }
  return parameters;
}

/** @throws {TensorFileError} `too-large`. */
export function checkTensorCount(count: number | bigint): void {
  if (count <= TENSOR_LIMIT) return;
  throw new TensorFileError("too-large", `It claims ${count} tensors; ${TENSOR_LIMIT} are read`);
}

/** A name as it may stand in a message: short, and with control characters escaped. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

import type { RandomAccess } from "../random-access.ts";
import { readCheckpoint } from "./checkpoint/read-checkpoint.ts";
import { readGguf } from "./read-gguf.ts";
import { readOnnx } from "./read-onnx.ts";
import { readSafetensors } from "./read-safetensors.ts";
import type { TensorFile, TensorFormat } from "./tensor-file.ts";

/** By format. @throws {TensorFileError} when a file has no header that could be shown. */
export const TENSOR_READERS: Readonly<
  Record<TensorFormat, (file: RandomAccess) => Promise<TensorFile>>
> = { safetensors: readSafetensors, gguf: readGguf, onnx: readOnnx, pytorch: readCheckpoint };

/** What holds the tensors of a model, the most telling first: an index stands for all its shards. */
const WEIGHTS = [
  /\.safetensors\.index\.json$/iu,
  /^model\.safetensors$/iu,
  /\.safetensors$/iu,
  /\.gguf$/iu,
  /\.onnx$/iu,
];

/** The file at the root whose header tells the tensors of a model. */
export function weightsOf(names: readonly string[]): string | undefined {
  for (const pattern of WEIGHTS) {
    const found = names.find((name) => pattern.test(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

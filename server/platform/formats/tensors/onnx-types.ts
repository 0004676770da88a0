/** Name and bits of one value; strings have no fixed size. */
type OnnxType = { name: string; bits: number | null };

/** By number. Source: `TensorProto.DataType` of onnx/onnx.proto (github.com/onnx/onnx). */
const TYPES: readonly (readonly [name: string, bits: number | null])[] = [
  ["UNDEFINED", null],
  ["FLOAT", 32],
  ["UINT8", 8],
  ["INT8", 8],
  ["UINT16", 16],
  ["INT16", 16],
  ["INT32", 32],
  ["INT64", 64],
  ["STRING", null],
  ["BOOL", 8],
  ["FLOAT16", 16],
  ["DOUBLE", 64],
  ["UINT32", 32],
  ["UINT64", 64],
  ["COMPLEX64", 64],
  ["COMPLEX128", 128],
  ["BFLOAT16", 16],
  ["FLOAT8E4M3FN", 8],
  ["FLOAT8E4M3FNUZ", 8],
  ["FLOAT8E5M2", 8],
  ["FLOAT8E5M2FNUZ", 8],
  ["UINT4", 4],
  ["INT4", 4],
  ["FLOAT4E2M1", 4],
  ["FLOAT8E8M0", 8],
  ["UINT2", 2],
  ["INT2", 2],
  ["FLOAT6E2M3", 6],
  ["FLOAT6E3M2", 6],
];

export function onnxType(number: bigint): OnnxType & { isKnown: boolean } {
  const type = TYPES[Number(number)];
  if (type === undefined) return { name: `type ${number}`, bits: null, isKnown: false };
  return { name: type[0], bits: type[1], isKnown: number > 0n };
}

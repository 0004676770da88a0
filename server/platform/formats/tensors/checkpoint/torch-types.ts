/**
 * The type of the values of a typed storage. Source: `_storage_type_to_dtype` of torch/storage.py
 * (github.com/pytorch/pytorch).
 */
const STORAGE_DTYPES: Readonly<Record<string, string>> = {
  DoubleStorage: "float64",
  FloatStorage: "float32",
  HalfStorage: "float16",
  BFloat16Storage: "bfloat16",
  LongStorage: "int64",
  IntStorage: "int32",
  ShortStorage: "int16",
  CharStorage: "int8",
  ByteStorage: "uint8",
  BoolStorage: "bool",
  ComplexDoubleStorage: "complex128",
  ComplexFloatStorage: "complex64",
  QInt8Storage: "qint8",
  QInt32Storage: "qint32",
  QUInt8Storage: "quint8",
  UntypedStorage: "uint8",
};

/** Bytes of one value. Source: c10/core/ScalarType.h of the same repository. */
const BYTES: Readonly<Record<string, number>> = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
  complex128: 16,
  complex64: 8,
  qint8: 1,
  qint32: 4,
  quint8: 1,
  float8_e5m2: 1,
  float8_e4m3fn: 1,
  float8_e5m2fnuz: 1,
  float8_e4m3fnuz: 1,
  float8_e8m0fnu: 1,
};

const NAME_LENGTH = 32;

/** @param name as pickled: `torch.FloatStorage`. */
export function dtypeOfStorage(name: string): string {
  const type = name.slice(name.lastIndexOf(".") + 1);
  const known = Object.hasOwn(STORAGE_DTYPES, type) ? STORAGE_DTYPES[type] : undefined;
  return known ?? type.slice(0, NAME_LENGTH);
}

/** @param name as pickled: `torch.float8_e5m2`. */
export function dtypeOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).slice(0, NAME_LENGTH);
}

/** undefined for a type that is not known here. */
export function valueBytes(dtype: string): number | undefined {
  return Object.hasOwn(BYTES, dtype) ? BYTES[dtype] : undefined;
}

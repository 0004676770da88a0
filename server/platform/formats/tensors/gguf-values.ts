import { cutText } from "./metadata.ts";
import type { SequentialReader } from "./sequential-reader.ts";
import { TensorFileError } from "./tensor-file.ts";

/** Values of a list that are shown; the rest is passed over. */
const SHOWN_VALUES = 24;
const DEPTH_LIMIT = 4;
/** Bytes of a string that are read to be shown; four may be one character. */
const SHOWN_BYTES = 16_384;
const STRING = 8;
const ARRAY = 9;

type Scalar = {
  name: string;
  sizeBytes: number;
  read: (view: DataView, little: boolean) => string;
};

/** Source: `gguf_metadata_value_type` of docs/gguf.md (github.com/ggml-org/ggml). */
const SCALARS: ReadonlyMap<number, Scalar> = new Map<number, Scalar>([
  [0, { name: "uint8", sizeBytes: 1, read: (view) => `${view.getUint8(0)}` }],
  [1, { name: "int8", sizeBytes: 1, read: (view) => `${view.getInt8(0)}` }],
  [2, { name: "uint16", sizeBytes: 2, read: (view, little) => `${view.getUint16(0, little)}` }],
  [3, { name: "int16", sizeBytes: 2, read: (view, little) => `${view.getInt16(0, little)}` }],
  [4, { name: "uint32", sizeBytes: 4, read: (view, little) => `${view.getUint32(0, little)}` }],
  [5, { name: "int32", sizeBytes: 4, read: (view, little) => `${view.getInt32(0, little)}` }],
  [6, { name: "float32", sizeBytes: 4, read: (view, little) => float32(view, little) }],
  [7, { name: "bool", sizeBytes: 1, read: (view) => (view.getUint8(0) === 0 ? "false" : "true") }],
  [10, { name: "uint64", sizeBytes: 8, read: (view, little) => `${view.getBigUint64(0, little)}` }],
  [11, { name: "int64", sizeBytes: 8, read: (view, little) => `${view.getBigInt64(0, little)}` }],
  [12, { name: "float64", sizeBytes: 8, read: (view, little) => `${view.getFloat64(0, little)}` }],
]);

export type GgufValue = { type: string; value: string; isCut: boolean };

/** Reads the numbers, strings and values of which the header of a GGUF file is made. */
export class GgufReader {
  readonly #reader: SequentialReader;
  readonly #isLittleEndian: boolean;

  constructor(reader: SequentialReader, isLittleEndian: boolean) {
    this.#reader = reader;
    this.#isLittleEndian = isLittleEndian;
  }

  async uint32(): Promise<number> {
    const bytes = await this.#reader.take(4);
    return this.#isLittleEndian ? bytes.readUInt32LE() : bytes.readUInt32BE();
  }

  async uint64(): Promise<bigint> {
    const bytes = await this.#reader.take(8);
    return this.#isLittleEndian ? bytes.readBigUInt64LE() : bytes.readBigUInt64BE();
  }

  /** @throws {TensorFileError} `invalid` when it is longer than names may be. */
  async name(limitBytes: number): Promise<string> {
    const length = await this.uint64();
    if (length > limitBytes) {
      throw new TensorFileError("invalid", `A name has ${length} bytes; ${limitBytes} are allowed`);
    }
    return (await this.#reader.take(Number(length))).toString("utf8");
  }

  /** @throws {TensorFileError} `invalid` for a type that the format does not know. */
  async value(): Promise<GgufValue> {
    const type = await this.uint32();
    return type === ARRAY ? this.#array(1) : this.#simple(type);
  }

  async #simple(type: number): Promise<GgufValue> {
    if (type === STRING) return { type: "string", ...(await this.#string()) };
    const scalar = scalarOf(type);
    const bytes = await this.#reader.take(scalar.sizeBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return { type: scalar.name, value: scalar.read(view, this.#isLittleEndian), isCut: false };
  }

  async #string(): Promise<{ value: string; isCut: boolean }> {
    const length = Number(await this.uint64());
    const shown = Math.min(length, SHOWN_BYTES);
    const text = (await this.#reader.take(shown)).toString("utf8");
    this.#reader.skip(length - shown);
    const cut = cutText(text);
    return { value: cut.value, isCut: cut.isCut || shown < length };
  }

  async #array(depth: number): Promise<GgufValue> {
    if (depth > DEPTH_LIMIT) throw new TensorFileError("invalid", "A list of lists is too deep");
    const type = await this.uint32();
    const count = Number(await this.uint64());
    const shown: string[] = [];
    let itemType = type === ARRAY ? "list" : type === STRING ? "string" : scalarOf(type).name;
    for (let at = 0; at < Math.min(count, SHOWN_VALUES); at += 1) {
      const item = type === ARRAY ? await this.#array(depth + 1) : await this.#simple(type);
      if (type === ARRAY) itemType = item.type;
      shown.push(type === STRING ? JSON.stringify(item.value) : item.value);
    }
    for (let at = shown.length; at < count; at += 1) {
      if (type === STRING) this.#reader.skip(Number(await this.uint64()));
      else if (type === ARRAY) await this.#array(depth + 1);
      else {
        this.#reader.skip((count - at) * scalarOf(type).sizeBytes);
        break;
      }
    }
    const { value, isCut } = cutText(shown.join(", "));
    return { type: `${itemType}[${count}]`, value, isCut: isCut || shown.length < count };
  }
}

function scalarOf(type: number): Scalar {
  const scalar = SCALARS.get(type);
  if (scalar === undefined) throw new TensorFileError("invalid", `There is no value type ${type}`);
  return scalar;
}

/** As short as tells the number from all others of 32 bits: 1e-5, not 0.000009999999747378752. */
function float32(view: DataView, isLittleEndian: boolean): string {
  const value = view.getFloat32(0, isLittleEndian);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return `${short}`;
  }
  return `${value}`;
}

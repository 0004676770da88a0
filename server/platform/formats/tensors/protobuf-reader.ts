import type { SequentialReader } from "./sequential-reader.ts";
import { TensorFileError } from "./tensor-file.ts";

/** One field of a message. Of nested messages, strings and bytes only the place is known. */
export type Field = {
  number: number;
  /** Of a varint; 0 for all others. */
  value: bigint;
  /** Where the bytes of a length-delimited field end; undefined for all others. */
  end: number | undefined;
};

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
const VARINT_BYTES = 10;
const UINT64_LIMIT = 2n ** 64n;

/**
 * Reads Protocol Buffers as they come (protobuf.dev/programming-guides/encoding) and passes over
 * every field that is not entered: libraries for this format want the whole message in memory.
 */
export class ProtobufReader {
  readonly #bytes: SequentialReader;

  constructor(bytes: SequentialReader) {
    this.#bytes = bytes;
  }

  /**
   * The fields of the message that ends at this place. The caller enters a field by reading from
   * it; whatever is left of it is passed over.
   * @throws {TensorFileError} `invalid` or `truncated`.
   */
  async *fields(end: number): AsyncGenerator<Field, void, undefined> {
    while (this.#bytes.position < end) {
      const tag = await this.#varint();
      const number = Number(tag >> 3n);
      const wireType = Number(tag & 7n);
      if (number === 0) throw invalid("A field has the number 0");
      if (wireType === VARINT) {
        yield { number, value: await this.#varint(), end: undefined };
        continue;
      }
      const length = await this.#lengthOf(wireType);
      const fieldEnd = this.#bytes.position + length;
      if (fieldEnd > end) throw invalid(`A field of ${length} bytes is larger than its message`);
      yield { number, value: 0n, end: wireType === LENGTH_DELIMITED ? fieldEnd : undefined };
      if (this.#bytes.position > fieldEnd) throw invalid("A field ends before its content");
      this.#bytes.skip(fieldEnd - this.#bytes.position);
    }
    if (this.#bytes.position > end) throw invalid("A message ends inside of a field");
  }

  /** The text of a field, up to so many bytes of it. */
  async text(field: Field, limitBytes: number): Promise<{ text: string; isCut: boolean }> {
    const length = this.#bytesOf(field);
    const bytes = await this.#bytes.take(Math.min(length, limitBytes));
    return { text: bytes.toString("utf8"), isCut: length > limitBytes };
  }

  /** Repeated numbers: one, or packed many. */
  async numbers(field: Field, limit: number): Promise<bigint[]> {
    if (field.end === undefined) return [field.value];
    const numbers: bigint[] = [];
    while (this.#bytes.position < field.end) {
      if (numbers.length === limit) throw invalid(`A list has more than ${limit} numbers`);
      numbers.push(await this.#varint());
    }
    return numbers;
  }

  /** How many bytes a field has. @throws {TensorFileError} when it is a number. */
  #bytesOf({ number, end }: Field): number {
    if (end === undefined) throw invalid(`Field ${number} is a number where none may be`);
    return end - this.#bytes.position;
  }

  async #lengthOf(wireType: number): Promise<number> {
    if (wireType === LENGTH_DELIMITED) return Number(await this.#varint());
    if (wireType === FIXED64) return 8;
    if (wireType === FIXED32) return 4;
    throw invalid(`There is no wire type ${wireType}`);
  }

  async #varint(): Promise<bigint> {
    let value = 0n;
    for (let at = 0; at < VARINT_BYTES; at += 1) {
      const [byte = 0] = await this.#bytes.take(1);
      value |= BigInt(byte & 0x7f) << BigInt(7 * at);
      if (byte >= 0x80) continue;
      if (value >= UINT64_LIMIT) break;
      return value;
    }
    throw invalid("A number has more than 64 bits");
  }
}

export function invalid(message: string): TensorFileError {
  return new TensorFileError("invalid", message);
}

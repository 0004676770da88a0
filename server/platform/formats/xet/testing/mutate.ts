import { createCipheriv, createHash } from "node:crypto";

/** Numbers that follow from a seed alone. */
export type Dice = {
  /** A whole number from 0 up to, not including, `limit`. */
  below: (limit: number) => number;
  bytes: (count: number) => Buffer;
};

export function diceOf(seed: number): Dice {
  const key = createHash("sha256").update(String(seed)).digest();
  const cipher = createCipheriv("aes-128-ctr", key.subarray(0, 16), key.subarray(16));
  const bytes = (count: number) => cipher.update(Buffer.alloc(count));
  return { bytes, below: (limit) => bytes(4).readUInt32LE(0) % Math.max(1, limit) };
}

type Mutation = (bytes: Buffer, dice: Dice) => Buffer;

/** What format readers trip over: numbers at their ends, and bytes too many, too few, or twice. */
const MUTATIONS: readonly Mutation[] = [
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    bytes.writeUInt8((bytes[at] ?? 0) ^ (1 << dice.below(8)), at);
    return bytes;
  },
  (bytes, dice) => {
    const at = dice.below(Math.max(1, bytes.length - 4));
    const numbers = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x00ff_ffff, bytes.length];
    if (bytes.length >= 4) bytes.writeUInt32LE(numbers[dice.below(numbers.length)] ?? 0, at);
    return bytes;
  },
  (bytes, dice) => bytes.subarray(0, dice.below(bytes.length)),
  (bytes, dice) => bytes.subarray(dice.below(bytes.length)),
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.below(300)), bytes.subarray(at)]);
  },
  (bytes, dice) => {
    const [from, to] = [dice.below(bytes.length), dice.below(bytes.length)];
    const part = bytes.subarray(from, from + dice.below(5000));
    return Buffer.concat([bytes.subarray(0, to), part, bytes.subarray(to)]);
  },
  (bytes, dice) => {
    const at = dice.below(bytes.length);
    bytes.subarray(at, at + dice.below(100)).fill(dice.below(2) === 0 ? 0 : 0xff);
    return bytes;
  },
  (_bytes, dice) => dice.bytes(dice.below(2000)),
];

/** The same bytes with one to four faults in them. */
export function mutate(bytes: Buffer, dice: Dice): Buffer {
  let mutated = Buffer.from(bytes);
  for (let count = 1 + dice.below(4); count > 0 && mutated.length > 0; count -= 1) {
    mutated = Buffer.from(MUTATIONS[dice.below(MUTATIONS.length)]?.(mutated, dice) ?? mutated);
  }
  return mutated;
}

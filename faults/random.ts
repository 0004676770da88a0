import { createHash } from "node:crypto";

/** Choices that are the same for the same seed. (Mulberry32.) */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.#state = this.seed;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(part: number): boolean {
    return this.next() < part;
  }

  /** @throws {Error} for an empty list. */
  pick<Item>(items: readonly Item[]): Item {
    const [item] = items.slice(Math.floor(this.next() * items.length));
    if (item === undefined) throw new Error("there is nothing to choose from");
    return item;
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ item }) => item);
  }

  /** A stream of its own, so that what one actor chooses does not depend on the others. */
  fork(name: string): Random {
    const hash = createHash("sha256").update(`${this.seed} ${name}`).digest();
    return new Random(hash.readUInt32BE(0));
  }
}

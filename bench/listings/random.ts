/** Numbers from 0 to 1 that follow from a seed. Source: mulberry32 by Tommy Ettinger, public domain. */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * One of many, the first ones far more often than the last: of frequencies that fall with the rank as
 * those of words do.
 * @param steepness 1 is all alike; the first one's share of n is n to the power of −1 ÷ steepness
 */
export function pickSkewed<Value>(
  values: readonly Value[],
  random: () => number,
  steepness = 2.2,
): Value {
  const value = values[Math.floor(values.length * random() ** steepness)];
  if (value === undefined) throw new Error("there is nothing to pick from");
  return value;
}

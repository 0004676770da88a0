import { setImmediate } from "node:timers/promises";

/** So many items are sorted or merged before others may work: a few milliseconds. */
const STEP = 4096;

/**
 * Sorts a long list without holding up the event loop; items that compare equal keep their order.
 * @param compare as `Array.prototype.sort` takes it.
 */
export async function sortInSteps<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let start = 0; start < items.length; start += STEP) {
    runs.push(items.slice(start, start + STEP).toSorted(compare));
    await setImmediate();
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(await merge([runs[at] ?? [], runs[at + 1] ?? []], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<Item>(
  [left, right]: [readonly Item[], readonly Item[]],
  compare: (one: Item, other: Item) => number,
): Promise<Item[]> {
  const merged: Item[] = [];
  let at = 0;
  for (const item of right) {
    for (; at < left.length; at += 1) {
      const other = left[at] as Item;
      if (compare(other, item) > 0) break;
      merged.push(other);
    }
    merged.push(item);
    if (merged.length % STEP === 0) await setImmediate();
  }
  for (; at < left.length; at += 1) merged.push(left[at] as Item);
  return merged;
}

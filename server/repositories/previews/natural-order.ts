import { setImmediate } from "node:timers/promises";
import { sortInSteps } from "../../platform/sort-in-steps.ts";

const KEYS_AT_ONCE = 5000;

/** Numbers in names count as numbers: layer 2 comes before layer 10. */
export async function inNaturalOrder<Named extends { name: string }>(
  items: readonly Named[],
): Promise<Named[]> {
  const keyed: { item: Named; key: string }[] = [];
  for (const item of items) {
    keyed.push({ item, key: naturalKey(item.name) });
    if (keyed.length % KEYS_AT_ONCE === 0) await setImmediate();
  }
  const sorted = await sortInSteps(keyed, (one, other) => compareText(one.key, other.key));
  return sorted.map(({ item }) => item);
}

export function compareNaturally(one: string, other: string): number {
  return compareText(naturalKey(one), naturalKey(other)) || compareText(one, other);
}

function naturalKey(name: string): string {
  return name.replaceAll(/\d+/gu, (digits) => digits.padStart(12, "0"));
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

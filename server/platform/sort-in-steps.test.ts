import { expect, it } from "vitest";
import { sortInSteps } from "./sort-in-steps.ts";

it("gives the order that sorting at once gives, equal items as they came", async () => {
  for (const length of [0, 1, 2, 4096, 4097, 30_000]) {
    const items = Array.from({ length }, (_, at) => ({ key: (at * 7919) % 1009, at }));
    const compare = (one: { key: number }, other: { key: number }) => one.key - other.key;
    expect(await sortInSteps(items, compare)).toEqual(items.toSorted(compare));
  }
});

it("lets others work in between", async () => {
  let turns = 0;
  const ticker = setInterval(() => (turns += 1), 0);
  await sortInSteps(
    Array.from({ length: 100_000 }, (_, at) => -at),
    (one, other) => one - other,
  );
  clearInterval(ticker);
  expect(turns).toBeGreaterThan(2);
});

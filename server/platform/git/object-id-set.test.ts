import { expect, it } from "vitest";
import { hashObject } from "./object-id.ts";
import { ObjectIdSet } from "./object-id-set.ts";

it("a set of object ids is what a Set of strings is, in order and with numbers", () => {
  const ids = Array.from({ length: 5000 }, (_, n) =>
    hashObject("blob", Buffer.from(`${n % 4000}`)),
  );
  const set = new ObjectIdSet();
  const plain = new Set<string>();
  for (const oid of ids) {
    expect(set.add(oid)).toBe(!plain.has(oid));
    plain.add(oid);
  }
  expect([...set]).toEqual([...plain]);
  expect(set.size).toBe(4000);
  for (const [number, oid] of [...plain].entries()) {
    if (set.indexOf(oid) !== number || set.at(number) !== oid) throw new Error(`${oid} is lost`);
  }
  expect(set.has("0".repeat(40))).toBe(false);
  expect([...ObjectIdSet.ofBytes(set.toBytes())]).toEqual([...plain]);
  expect([...set.slices(1500)].map(({ length }) => length)).toEqual([1500, 1500, 1000]);
});

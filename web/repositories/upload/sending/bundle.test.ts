import { expect, it } from "vitest";
import { fitsIntoBundle, packBundle } from "./bundle.ts";
import { isSame, wantsOid } from "./is-same.ts";

it("REP-12: a bundle holds each content once, and leaves out what need not be sent", () => {
  const bytes = new TextEncoder().encode("aaabbbccc").buffer;
  const read = (start: number, sha256: string) => ({
    item: { sizeBytes: 3 },
    read: { start, sha256 },
  });
  const { parts, ranges } = packBundle([read(0, "A"), read(6, "C"), read(0, "A")], bytes);
  expect(parts.map((part) => new TextDecoder().decode(part))).toEqual(["aaa", "ccc"]);
  expect(Object.fromEntries(ranges)).toEqual({
    A: { start: 0, end: 3 },
    C: { start: 3, end: 6 },
  });
});

it("REP-3: a bundle has its bounds, and always takes one", () => {
  expect(fitsIntoBundle(100_000_000, { count: 0, sizeBytes: 0 })).toBe(true);
  expect(fitsIntoBundle(1, { count: 1000, sizeBytes: 0 })).toBe(false);
  expect(fitsIntoBundle(10, { count: 3, sizeBytes: 8 * 1024 * 1024 - 9 })).toBe(false);
  expect(fitsIntoBundle(9, { count: 3, sizeBytes: 8 * 1024 * 1024 - 9 })).toBe(true);
});

it("REP-3: a file is known to be the repository's own by its hash, small ones by git's", () => {
  const entry = { type: "file", path: "a", sizeBytes: 5, oid: "git" } as const;
  const large = { sizeBytes: 5, existing: { ...entry, sha256: "sha" } };
  const small = { sizeBytes: 5, existing: { ...entry, sha256: null } };
  expect([wantsOid(large), wantsOid(small)]).toEqual([false, true]);
  expect(isSame(large, { sha256: "sha" })).toBe(true);
  expect(isSame(large, { sha256: "other" })).toBe(false);
  expect(isSame(small, { sha256: "sha", oid: "git" })).toBe(true);
  expect(isSame(small, { sha256: "sha", oid: "other" })).toBe(false);
  expect(isSame({ ...small, sizeBytes: 6 }, { sha256: "sha", oid: "git" })).toBe(false);
  expect(isSame({ sizeBytes: 5, existing: null }, { sha256: "sha" })).toBe(false);
});

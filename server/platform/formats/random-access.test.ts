import { describe, expect, it } from "vitest";
import { randomAccess, ReadBudgetError } from "./random-access.ts";

const bytes = Buffer.from("0123456789");
const source = {
  sizeBytes: bytes.length,
  async *read({ start, end }: { start: number; end: number }) {
    for (let at = start; at < end; at++) yield bytes.subarray(at, at + 1);
  },
};

describe("randomAccess", () => {
  it("reads a part, cut at the end of the file, and counts what it read", async () => {
    const file = randomAccess(source, 100);
    expect(String(await file.read(7, 2 ** 53))).toBe("789");
    expect(String(await file.read(12, 13))).toBe("");
    expect(file.bytesRead).toBe(3);
  });

  it("refuses before it reads more than its budget", async () => {
    const file = randomAccess(source, 8);
    await file.read(0, 5);
    await expect(file.read(0, 4)).rejects.toThrow(ReadBudgetError);
  });
});

import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { readLines } from "./read-lines.ts";

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function linesOf(limit: number, ...texts: string[]): Promise<string[]> {
  const lines = await Array.fromAsync(readLines(chunks(...texts), limit));
  return lines.map((line) => line.toString());
}

describe("lines of a stream", () => {
  it("are the same however the bytes are cut", async () => {
    const text = "first\nsecond\n\nlast";
    const expected = ["first", "second", "", "last"];
    expect(await linesOf(100, text)).toEqual(expected);
    expect(await linesOf(100, ...text.split(""))).toEqual(expected);
    expect(await linesOf(100, `${text}\n`)).toEqual(expected);
    expect(await linesOf(100)).toEqual([]);
  });

  it("keep characters whole that lie across two chunks", async () => {
    const bytes = Buffer.from("画\n");
    const halves = (async function* () {
      yield bytes.subarray(0, 1);
      yield bytes.subarray(1);
    })();
    const lines = await Array.fromAsync(readLines(halves, 100));
    expect(lines.map(String)).toEqual(["画"]);
  });

  it("are refused above the limit before all of them is read", async () => {
    let sentChunks = 0;
    const endless = (async function* () {
      for (;;) {
        sentChunks += 1;
        yield Buffer.alloc(1000, "x");
      }
    })();
    const reading = Array.fromAsync(readLines(endless, 10_000));
    await expect(reading).rejects.toSatisfy((error) => isProblem(error, "body-too-large"));
    expect(sentChunks).toBe(11);
    await expect(linesOf(3, "abcd\nx")).rejects.toThrow("longer than 3 bytes");
  });
});

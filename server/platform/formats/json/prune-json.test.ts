import { describe, expect, it } from "vitest";
import { JsonError } from "./json-scanner.ts";
import { CutText, Dropped, type Pruning, readPrunedJson } from "./prune-json.ts";

const ALL: Pruning = {
  valueLimit: 100_000,
  keeps: () => true,
  budgetsOf: () => [],
  isAtomic: () => false,
};

async function* chunksOf(source: string | Buffer, size: number) {
  const bytes = Buffer.from(source);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (source: string | Buffer, pruning: Partial<Pruning> = {}, size = 64 * 1024) =>
  readPrunedJson(chunksOf(source, size), { ...ALL, ...pruning });

const faultOf = (source: string) =>
  read(source).then(
    () => "read",
    (error: unknown) =>
      error instanceof JsonError ? `${error.fault} ${error.position}` : String(error),
  );

const SOURCES = [
  '{"a":[1,-2.5e3,0,true,null,"x\\n\\"é文\u{1F600}\\ud83d\\ude00",{},[]],"":{"b":"\\\\"}}',
  ' [ "\\u00e9" , "\\/\\b\\f\\t\\r" ,{ "k" : [ ] } ] \n',
  '"only a string"',
  "-0.5E-3",
  "null",
];

describe("JSON in chunks", () => {
  it.each([1, 2, 3, 7, 4096])("is read as JSON.parse does, in chunks of %d bytes", async (size) => {
    for (const source of SOURCES) {
      expect(JSON.stringify(await read(source, {}, size))).toBe(JSON.stringify(JSON.parse(source)));
    }
  });

  it("takes a byte order mark, and the numbers that Python writes and JSON does not know", async () => {
    expect(await read("\ufeff[NaN, Infinity, -Infinity]", {}, 1)).toEqual([null, null, null]);
    expect(await read(`[1${"0".repeat(500)}]`)).toEqual([null]);
  });

  it.each([
    ["", "unfinished 0"],
    ['{"a":', "unfinished 5"],
    ['"a', "unfinished 2"],
    ["[1,]", "unexpected 3"],
    ["[1 2]", "unexpected 3"],
    ["{a:1}", "unexpected 1"],
    ['{"a" 1}', "unexpected 5"],
    ["[1}", "unexpected 2"],
    ["[]]", "unexpected 2"],
    ['"\\x"', "unexpected 2"],
    ['"\\u00g0"', "unexpected 5"],
    ["[01]", "unexpected 3"],
    ["[treu]", "unexpected 5"],
    ["<html>", "unexpected 0"],
  ])("says where %j is wrong", async (source, fault) => {
    expect(await faultOf(source)).toBe(fault);
  });

  it("reads nesting to a bound, whatever is kept of it", async () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(await read(nested(9000), { keeps: (path) => path.length < 3 })).toEqual([
      [[expect.any(Dropped)]],
    ]);
    expect(await faultOf(nested(10_001))).toBe("too-deep 10000");
  });
});

describe("pruning", () => {
  it("leaves out what is not wanted, and says how much that is", async () => {
    const pruned = await read('{"a":"12345","b":[1,[2,"\\"]"],3],"c":{"d":4}}', {
      keeps: (path) => path[0] === undefined || path[0] === "c",
    });
    expect(pruned).toEqual({
      a: { count: 1, sizeBytes: 7 },
      b: { count: 1, sizeBytes: 15 },
      c: { d: 4 },
    });
  });

  it("cuts strings where their budget is empty, between characters", async () => {
    const budget = { left: 5 };
    const pruned = await read('["ab","cd\u{1F600}ef","later"]', { budgetsOf: () => [budget] }, 1);
    expect(pruned).toEqual(["ab", expect.any(CutText), expect.any(CutText)]);
    const [, cut, later] = pruned as CutText[];
    expect(cut?.text).toMatch(/^cd.?$/u);
    expect(cut?.droppedBytes).toBeGreaterThanOrEqual(3);
    expect(cut?.droppedBytes).toBeLessThan(10);
    expect(later?.text).toBe("");
  });

  it("gives back what a string took that is of no use in part", async () => {
    const budget = { left: 10 };
    const pruned = await read(`["${"x".repeat(50)}","0123456789"]`, {
      budgetsOf: () => [budget],
      isAtomic: () => true,
    });
    expect(pruned).toEqual([expect.any(Dropped), "0123456789"]);
  });

  it("keeps a bounded number of values out of millions, in lists and in objects", async () => {
    const list = await read(`[${"1,".repeat(1_000_000)}1]`, { valueLimit: 100 });
    expect((list as unknown[]).length).toBe(100);
    expect((list as unknown[]).at(-1)).toMatchObject({ count: 999_902 });
    const members = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(",");
    const object = await read(`{${members}}`, { valueLimit: 100 });
    expect(Object.keys(object as object)).toHaveLength(99);
  });

  it("has no way to a prototype", async () => {
    const pruned = (await read('{"__proto__":{"x":1},"constructor":2}')) as Record<string, unknown>;
    expect(Object.keys(pruned)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { formatPoint } from "./format-point.ts";
import { indentJson } from "./indent-json.ts";
import {
  readTableSearch,
  rowsQueryOf,
  type TableSearch,
  writeTableSearch,
} from "./table-search.ts";

const search: TableSearch = {
  search: "a b",
  filters: [
    { column: 3, operator: "ge", value: "10:30" },
    { column: 0, operator: "empty", value: "" },
  ],
  sort: { column: 2, isDescending: true },
  offset: 50,
  cursor: "1234",
  firstColumn: 40,
};

describe("BEY-4: the address of a table", () => {
  it("says everything, and is read as it was written", () => {
    expect(readTableSearch(writeTableSearch(search))).toEqual(search);
    expect(writeTableSearch(readTableSearch({}))).toEqual({});
  });

  it("is read without what makes no sense", () => {
    const params = { sort: "x", row: "-3", at: "?", filter: ["1:drop:x", "y"], column: "0" };
    expect(readTableSearch(params)).toEqual(readTableSearch({}));
  });

  it("sends a place in the file only where rows come in its order", () => {
    expect(rowsQueryOf(search)).not.toHaveProperty("cursor");
    const plain = { ...search, search: "", filters: [], sort: null };
    expect(rowsQueryOf(plain)).toMatchObject({ cursor: "1234", offset: 50 });
  });
});

describe("values", () => {
  it("JSON is indented without a number being rounded", () => {
    expect(indentJson('{"a":[1,{"b":"x, {y}\\""}],"n":9007199254740993,"e":[]}')).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": "x, {y}\\""\n    }\n  ],\n  "n": 9007199254740993,\n  "e": []\n}',
    );
  });

  it("a moment on an axis is as precise as the range needs", () => {
    const scale = (to: number) => ({
      histogram: { of: "values" as const, from: 0, to, counts: [] },
      type: "timestamp" as const,
      locale: "en",
    });
    expect(formatPoint(3600, scale(7200))).toBe("01:00");
    expect(formatPoint(3600, scale(7_200_000))).toBe("1970-01-01");
    expect(formatPoint(1e300, scale(1e300))).toBe("");
  });
});

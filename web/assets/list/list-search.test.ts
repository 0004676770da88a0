import { expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../app/search-params.ts";
import {
  countFilters,
  readListSearch,
  toAssetQuery,
  withoutFilters,
  withWords,
  writeListSearch,
} from "./list-search.ts";

const address = "?q=图像&task=translation&task=fill-mask&licence=mit&favourite=true&sort=downloads";

it("DIS-1: filters, sort and words survive the way through the address", () => {
  const search = readListSearch(parseSearch(address));
  expect(search.filters.task).toEqual(["translation", "fill-mask"]);
  expect(search.flags).toEqual({ official: false, featured: false, favourite: true });
  expect(readListSearch(parseSearch(stringifySearch(writeListSearch(search))))).toEqual(search);
  expect(countFilters(search)).toBe(4);
  expect(withoutFilters(search)).toMatchObject({ q: "图像", sort: "downloads" });
  expect(countFilters(withoutFilters(search))).toBe(0);
});

it("asks for relevance only where there are words, and opens links with unknown values", () => {
  expect(readListSearch({ sort: "relevance" }).sort).toBe("trending");
  expect(readListSearch({ sort: "relevance", q: "x" }).sort).toBe("relevance");
  expect(readListSearch({ sort: "nonsense", official: "maybe" })).toEqual(readListSearch({}));
  expect(writeListSearch(readListSearch({}))).toEqual({});
});

it("DIS-1: words from an address are cut and mended to what the search takes", () => {
  expect(readListSearch({ q: "x".repeat(1_000_000) }).q).toHaveLength(200);
  expect(readListSearch({ q: `${"x".repeat(199)}\u{1F40B}` }).q.isWellFormed()).toBe(true);
});

it("DIS-1: with words the best match comes first, unless another order was chosen", () => {
  const sorted = (params: Record<string, string>, q: string) =>
    withWords(readListSearch(params), q).sort;
  expect(sorted({}, "owl")).toBe("relevance");
  expect(sorted({ q: "owl" }, "")).toBe("trending");
  expect(sorted({ q: "owl" }, "owls")).toBe("relevance");
  expect(sorted({ sort: "downloads" }, "owl")).toBe("downloads");
  expect(sorted({ q: "owl", sort: "downloads" }, "")).toBe("downloads");
});

it("asks the search endpoint for what is set and nothing else", () => {
  expect(toAssetQuery(readListSearch({}), "model")).toEqual({ kind: "model", sort: "trending" });
  expect(toAssetQuery(readListSearch(parseSearch(address)), undefined)).toEqual({
    q: "图像",
    task: ["translation", "fill-mask"],
    licence: ["mit"],
    favourite: "true",
    sort: "downloads",
  });
});

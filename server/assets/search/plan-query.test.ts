import { describe, expect, it } from "vitest";
import { planQuery, type SearchConditions } from "./plan-query.ts";

const FREQUENCIES: Record<string, number> = {
  "k:model": 0.6,
  "l:mit": 0.3,
  model: 0.5,
  bert: 0.02,
  "k:all": 0.9,
};
const MILLION = {
  documentCount: 1_000_000,
  hasTiers: true,
  frequencies: (lexeme: string) => FREQUENCIES[lexeme] ?? 0.000_01,
};

function plan(
  over: Partial<SearchConditions>,
  statistics: Parameters<typeof planQuery>[1] = MILLION,
) {
  const conditions = { words: undefined, kind: undefined, filters: [], isNarrow: false };
  return planQuery({ ...conditions, ...over }, statistics);
}

describe("choosing a plan", () => {
  it("nothing but a kind is a listing from the btree", () => {
    expect(plan({ kind: { lexeme: "k:model" } })).toEqual({
      kind: "listing",
      indexed: undefined,
      checked: undefined,
      tiers: [undefined],
      expectedMatches: 600_000,
      maxRows: 2000,
    });
  });

  it("few expected matches are all read, frequent filters checked on the rows", () => {
    const words = { lexeme: "rare-word" };
    const filters = [{ lexeme: "l:mit" }];
    expect(plan({ words, kind: { lexeme: "k:model" }, filters })).toMatchObject({
      kind: "exact",
      indexed: "('rare-word')",
      checked: "('k:model' & 'l:mit')",
      tiers: [undefined],
    });
  });

  it("many expected matches begin with the smallest tier that leaves enough candidates", () => {
    const words = { lexeme: "bert" };
    expect(plan({ words })).toMatchObject({ kind: "tiered", tiers: [3, 4, 5, undefined] });
    expect(plan({ words: { lexeme: "model" } }).tiers).toEqual([0, 1, 2, 3, 4, 5, undefined]);
  });

  it("within a tier only rare words and the rarest of all are left to the index", () => {
    const words = { all: [{ lexeme: "model" }, { lexeme: "bert" }] };
    expect(plan({ words, filters: [{ lexeme: "l:mit" }] })).toMatchObject({
      kind: "tiered",
      indexed: "('bert')",
      checked: "('model' & 'l:mit')",
    });
    expect(plan({ words: { lexeme: "model" } })).toMatchObject({ indexed: "('model')" });
    expect(plan({ words: { lexeme: "model" }, kind: { lexeme: "k:all" } })).toMatchObject({
      indexed: "('model')",
      checked: "('k:all')",
    });
  });

  it("where no tiers are kept none are asked for", () => {
    const words = { lexeme: "bert" };
    expect(plan({ words }, { ...MILLION, hasTiers: false }).tiers).toEqual([undefined]);
  });

  it("more matches than were expected are planned anew", () => {
    const words = { lexeme: "rare-word" };
    expect(plan({ words, atLeast: 2001 })).toMatchObject({ kind: "tiered", tiers: [5, undefined] });
  });

  it("one's favourites are all read", () => {
    expect(plan({ isNarrow: true, words: { lexeme: "model" } }).kind).toBe("exact");
    expect(plan({ isNarrow: true })).toMatchObject({ kind: "exact", indexed: undefined });
  });

  it("without statistics everything is read", () => {
    const statistics = { documentCount: 0, hasTiers: false, frequencies: undefined };
    expect(plan({ words: { lexeme: "model" } }, statistics).kind).toBe("exact");
  });

  it("a filter alone is planned like words", () => {
    expect(plan({ filters: [{ lexeme: "l:mit" }] }).kind).toBe("tiered");
    expect(plan({ filters: [{ lexeme: "l:zlib" }] }).kind).toBe("exact");
  });
});

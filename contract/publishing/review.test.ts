import { describe, expect, it } from "vitest";
import { listReviews } from "./review-endpoints.ts";
import { ReviewVerdict } from "./review.ts";

const commit = "a".repeat(40);

/** The pointers of what is wrong, or what was read. */
function read(verdict: object): unknown {
  const { success, data, error } = ReviewVerdict.safeParse({ commit, ...verdict });
  return success ? data.reason : error.issues.map(({ path }) => path.join("/"));
}

describe("PLT-3: a decision", () => {
  it("PLT-3: to reject has a reason of 1 to 1,000 characters, whatever they are made of", () => {
    expect(read({ decision: "reject" })).toEqual(["reason"]);
    expect(read({ decision: "reject", reason: " \n\t " })).toEqual(["reason"]);
    expect(read({ decision: "reject", reason: "x" })).toBe("x");
    expect(read({ decision: "reject", reason: "🐳".repeat(1000) })).toBe("🐳".repeat(1000));
    expect(read({ decision: "reject", reason: "鲸".repeat(1001) })).toEqual(["reason"]);
    expect(read({ decision: "reject", reason: "a\0b" })).toEqual(["reason"]);
    expect(read({ decision: "reject", reason: "\ud800" })).toEqual(["reason"]);
  });

  it("PLT-3: to approve needs none, and every decision names what it is about", () => {
    expect(read({ decision: "approve" })).toBe("");
    expect(read({ decision: "approve", commit: null })).toBe("");
    expect(read({ decision: "approve", commit: undefined })).toEqual(["commit"]);
    expect(read({ decision: "approve", commit: "main" })).toEqual(["commit"]);
    expect(read({ decision: "perhaps" })).toEqual(["decision"]);
  });
});

it("PLT-3: the queue is asked for within bounds", () => {
  const { query } = listReviews;
  expect(query.parse({})).toEqual({ state: "open", limit: 30 });
  for (const wrong of [
    { state: "lost" },
    { subject: "comment" },
    { kind: "whale" },
    { waitingHours: "-1" },
    { waitingHours: "1e9" },
    { limit: "101" },
  ]) {
    expect(query.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  }
});

import { expect, it } from "vitest";
import {
  archiveHref,
  assetHref,
  compareHref,
  contentHref,
  listHref,
  revisionHref,
} from "./addresses.ts";

const model = { kind: "model", owner: "ada", name: "tiny.v1" } as const;
const dataset = { ...model, kind: "dataset" } as const;

it("REP-2: a model's address is owner/name, other kinds stand below their plural", () => {
  expect(assetHref(model)).toBe("/ada/tiny.v1");
  expect(assetHref(dataset)).toBe("/datasets/ada/tiny.v1");
});

it("keeps a branch with a slash one segment and encodes odd paths", () => {
  expect(revisionHref(model, "blob", { revision: "feature/x", path: "a b/100%$c#?.txt" })).toBe(
    "/ada/tiny.v1/blob/feature%2Fx/a%20b/100%25%24c%23%3F.txt",
  );
  expect(revisionHref(dataset, "tree", { revision: "main", path: "" })).toBe(
    "/datasets/ada/tiny.v1/tree/main",
  );
});

it("addresses bytes and archives by the API", () => {
  expect(contentHref(model, { revision: "main", path: "图.png", isDownload: true })).toBe(
    "/api/v1/repositories/model/ada/tiny.v1/content/main/%E5%9B%BE.png?download=true",
  );
  expect(archiveHref(dataset, { revision: "main" })).toBe(
    "/api/v1/repositories/dataset/ada/tiny.v1/archive/main",
  );
  expect(archiveHref(dataset, { revision: "main", path: "a/b" })).toMatch(/\?path=a\/b$/u);
});

it("DIS-1: list addresses carry their filters", () => {
  expect(listHref("model")).toBe("/models");
  expect(listHref("model", { task: ["a", "b"], q: "x" })).toBe("/models?task=a&task=b&q=x");
});

it("REP-5: addresses the comparison of two revisions as one segment", () => {
  expect(compareHref(model, { base: "v1.0", revision: "feature/x" })).toBe(
    "/ada/tiny.v1/compare/v1.0...feature%2Fx",
  );
  expect(compareHref(model, { base: "a", revision: "b", path: "c/d.txt" })).toMatch(
    /\/compare\/a\.\.\.b\?path=c\/d\.txt$/u,
  );
});

import { describe, expect, it } from "vitest";
import { UsageError } from "./exit-codes.ts";
import { assetUrl, parseKind, parseRepositoryId } from "./repository-id.ts";

describe("parseRepositoryId", () => {
  it("CLI-4: takes OWNER/NAME, and addresses that name the kind", () => {
    const [owner, name] = ["ann", "tiny-llm"];
    expect(parseRepositoryId("ann/tiny-llm", undefined)).toEqual({ kind: undefined, owner, name });
    expect(parseRepositoryId("datasets/ann/tiny-llm", undefined).kind).toBe("dataset");
    expect(parseRepositoryId("ann/tiny-llm", "app")).toEqual({ kind: "app", owner, name });
  });

  it.each(["ann", "", "/", "ann/", "/tiny", "a/b/c/d", "things/ann/tiny", "https://host/ann/tiny"])(
    "CLI-4: refuses %j",
    (text) => {
      expect(() => parseRepositoryId(text, undefined)).toThrow(UsageError);
    },
  );

  it("CLI-4: refuses an address of another kind than --repo-type", () => {
    expect(() => parseRepositoryId("datasets/ann/x", "model")).toThrow("another kind");
  });

  it("CLI-4: knows kinds by their word and its plural, and names them all", () => {
    expect(parseKind("dataset")).toBe("dataset");
    expect(parseKind("cases")).toBe("case");
    expect(() => parseKind("space")).toThrow("space is no kind");
  });

  it("CLI-4: shows the address that people see", () => {
    const asset = { owner: { name: "ann" }, name: "x" };
    expect(assetUrl("http://h", { ...asset, kind: "model" })).toBe("http://h/ann/x");
    expect(assetUrl("http://h", { ...asset, kind: "dataset" })).toBe("http://h/datasets/ann/x");
  });
});

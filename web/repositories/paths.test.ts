import { expect, it } from "vitest";
import { folderOf, nameOf, shortRevision, stepsTo } from "./paths.ts";

it("takes paths apart", () => {
  expect(folderOf("a/b/c.txt")).toBe("a/b");
  expect(folderOf("c.txt")).toBe("");
  expect(nameOf("a/b/c.txt")).toBe("c.txt");
  expect(stepsTo("a/b")).toEqual([
    { name: "a", path: "a" },
    { name: "b", path: "a/b" },
  ]);
  expect(stepsTo("")).toEqual([]);
});

it("shortens commit ids and nothing else", () => {
  expect(shortRevision("0123456789abcdef0123456789abcdef01234567")).toBe("01234567");
  expect(shortRevision("feature/0123456789abcdef")).toBe("feature/0123456789abcdef");
});

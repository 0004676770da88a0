import { expect, it } from "vitest";
import { checkNames } from "./check-names.ts";

const faultsOf = (names: string[], taken: string[] = []) =>
  [...checkNames(names, taken)].map(([, { fault }]) => fault?.fault);

it("REP-4: names that no repository can hold are told one by one, before anything is sent", () => {
  const bad = {
    "photo\u202egpj.exe": "hidden-character",
    "a/.git/config": "reserved",
    "a\\b": "backslash",
    ["x".repeat(256)]: "name-too-long",
    [`${"深".repeat(86)}.txt`]: "name-too-long",
    "../up": "dot-dot",
    "lone\ud800": "not-unicode",
  };
  expect(faultsOf(Object.keys(bad))).toEqual(Object.values(bad));
  const good = ["👩‍💻.txt", "مرحبا.txt", "模型/权重 (1).bin", "x".repeat(255), "..."];
  expect(faultsOf(good)).toEqual(good.map(() => undefined));
});

it("REP-3: a name is composed, and of two that read alike the second is refused", () => {
  const checked = checkNames(["e\u0301.txt", "\u00e9.txt"], []);
  expect(checked.get("e\u0301.txt")).toEqual({
    path: "\u00e9.txt",
    notes: [{ kind: "normalised" }],
  });
  expect(checked.get("\u00e9.txt")?.fault).toEqual({ fault: "twin", other: "e\u0301.txt" });
});

it("REP-3: a file and a folder cannot share a name, whichever was chosen first", () => {
  expect(faultsOf(["a/b", "a"])).toEqual([undefined, "is-folder"]);
  expect(faultsOf(["a/b/c"], ["a"])).toEqual(["inside-file"]);
});

it("REP-3: what is chosen again is no twin of itself", () => {
  expect(faultsOf(["a/b", "c"], ["a/b", "d"])).toEqual([undefined, undefined]);
});

it("REP-3: names that differ only in case, and those that Windows cannot hold, are noted", () => {
  const checked = checkNames(
    ["Data.csv", "con.txt", "what?.md", "trailing.", "fine"],
    ["data.csv"],
  );
  expect([...checked.values()].map(({ notes }) => notes)).toEqual([
    [{ kind: "case", other: "data.csv" }],
    [{ kind: "windows" }],
    [{ kind: "windows" }],
    [{ kind: "windows" }],
    [],
  ]);
});

it("REP-4: tells of 20,000 names in folders", () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `deep/folder${index % 50}/f${index}`);
  expect(checkNames(names, []).size).toBe(20_000);
});

import { expect, it } from "vitest";
import { nameFault } from "./name-fault.ts";

it("REP-1: says which part of the rule a name breaks", () => {
  const faults = {
    "": "empty",
    "tiny model": "letters",
    模型: "letters",
    "a/b": "letters",
    "a\u0000b": "letters",
    "cafe\u0301": "letters",
    ".hidden": "ends",
    "tiny-": "ends",
    "a..b": "doubled",
    "a--b": "doubled",
    "tiny.git": "ending",
    "Tiny.IPYNB": "ending",
    ["a".repeat(97)]: "long",
  };
  for (const [name, fault] of Object.entries(faults)) expect(nameFault(name)).toBe(fault);
});

it("REP-1: takes letters, digits, -, _ and .", () => {
  for (const name of ["a", "Qwen2.5-7B_v1", "0", "a".repeat(96)])
    expect(nameFault(name)).toBeNull();
});

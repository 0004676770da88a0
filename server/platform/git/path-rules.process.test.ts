import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EMPTY_BLOB_ID } from "./object-id.ts";
import { checkPath, findTwins } from "./path-rules.ts";
import { pick } from "./testing/memory-trees.ts";
import { aRepository, type RealGit } from "./testing/real-git.ts";

let git: RealGit;

beforeAll(() => {
  git = aRepository();
  git.run(["hash-object", "-w", "--stdin"], { input: "" });
});

afterAll(() => {
  git.remove();
});

describe("a repository path", () => {
  it.each([
    "README.md",
    "a/b/c.safetensors",
    ".gitattributes",
    ".github/workflows/x.yml",
    "模型/权重 (1).bin",
    "👩‍💻.txt",
    "e\u0301",
    "\u00e9",
    "مرحبا.txt",
    "...",
    "..a/b..",
    "git~2",
    ".gitx/config",
    "CON",
    "a:b",
    " leading and trailing ",
    `${"x".repeat(255)}/${"文".repeat(85)}`,
    Array.from({ length: 64 }, () => "d").join("/"),
  ])("may be %j", (path) => {
    expect(checkPath(path)).toBeUndefined();
  });

  it.each([
    ["", "is empty"],
    ["/a", "begins or ends"],
    ["a/", "begins or ends"],
    ["/", "begins or ends"],
    ["a//b", "'//'"],
    [".", "the segment '.'"],
    ["a/..", "the segment '..'"],
    ["../a", "the segment '..'"],
    ["a/./b", "the segment '.'"],
    ["a\\b", "'\\'"],
    ["a\0b", "control character"],
    ["a\nb", "control character"],
    ["a\x7fb", "control character"],
    ["a\u0085b", "control character"],
    ["photo\u202egpj.exe", "control character"],
    ["a\u2028b", "control character"],
    ["\ud800", "not valid Unicode"],
    ["a/\udcff", "not valid Unicode"],
    [".git", "git reserves"],
    ["a/.GIT/config", "git reserves"],
    [".git ", "git reserves"],
    [".git. .", "git reserves"],
    [".git::$INDEX_ALLOCATION/x", "git reserves"],
    ["GIT~1/x", "git reserves"],
    [".g\u200cit", "git reserves"],
    [".gi\ufefft/x", "git reserves"],
    ["\u200d.git", "git reserves"],
    ["x".repeat(256), "longer than 255 bytes"],
    ["文".repeat(86), "longer than 255 bytes"],
    [Array.from({ length: 65 }, () => "d").join("/"), "deeper than 64"],
    [`${"x".repeat(200)}/`.repeat(21).slice(0, -1), "longer than 4096 bytes"],
  ])("REP-4: may not be %j", (path, reason) => {
    expect(checkPath(path)).toContain(reason);
  });

  it("is one that git takes on every system, whatever hostile pieces it is made of", () => {
    const pieces = [
      "a",
      ".",
      "..",
      "/",
      "\\",
      ".git",
      "GIT",
      "git~1",
      " ",
      ":",
      "\u200c",
      "\u202e",
      "\n",
      "é",
    ];
    const allowed = new Set<string>();
    for (let round = 0; round < 4000; round++) {
      const count = 1 + Math.floor(Math.random() * 5);
      const path = Array.from({ length: count }, () => pick(pieces)).join("");
      if (checkPath(path) === undefined) allowed.add(path);
    }
    expect(allowed.size).toBeGreaterThan(100);
    for (const path of [...allowed].slice(0, 60)) {
      git.run(["read-tree", "--empty"]);
      const protect = ["-c", "core.protectNTFS=true", "-c", "core.protectHFS=true"];
      git.run([
        ...protect,
        "update-index",
        "--add",
        "--cacheinfo",
        `100644,${EMPTY_BLOB_ID},${path}`,
      ]);
      expect(git.run(["ls-files", "-z"]).toString("utf8")).toBe(`${path}\0`);
      expect(git.text(["fsck", "--strict", "--no-dangling", git.text(["write-tree"])])).toBe("");
    }
  });
});

describe("names of one folder", () => {
  it("are twins when only normalisation tells them apart", () => {
    const names = ["caf\u00e9", "cafe\u0301", "README.md", "readme.md", "other"];
    const added = new Set(["cafe\u0301", "readme.md", "other"]);
    expect(findTwins(names, added)).toEqual([["cafe\u0301", "caf\u00e9"]]);
    expect(findTwins(names, new Set(["other"]))).toEqual([]);
  });

  it("are compared in linear time, also when all are twins", () => {
    const names = Array.from({ length: 20_000 }, (_, index) =>
      Array.from({ length: 16 }, (_letter, bit) =>
        (index >> bit) & 1 ? "\u00e9" : "e\u0301",
      ).join(""),
    );
    expect(findTwins(names, new Set(names))).toHaveLength(20_000);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attributesOf, lfsRulesOf, type AttributesFile } from "./attributes.ts";
import { DEFAULT_ATTRIBUTES } from "./default-attributes.ts";
import { ignoreRulesOf, type IgnoreFile } from "./ignore.ts";
import { pick } from "./testing/memory-trees.ts";
import { aRepository, type RealGit } from "./testing/real-git.ts";

let git: RealGit;

beforeEach(() => {
  git = aRepository();
});

afterEach(() => {
  git.remove();
});

// One list item for each part between bars.
const PATHS = [
  "a|b|a.bin|model.safetensors|x/a|x/a.bin|x/y/a|x/y/z/a.bin|a/b|a/b/c|ab/c|a b|a-b|[a]|a]",
  "a*b|a?b|a\\b|#a|!a|é|模型/权重.bin| a|a |A|x/.hidden|saved_model/v1/variables|tfevents.1",
  "data.tar.gz",
].flatMap((line) => line.split("|"));

const PATTERNS = [
  "a|*|**|*.bin|/a|/*|x/|x/*|x/**|**/a|**/a.bin|x/**/a|x/**/*|/x/y|a/b|*/b|a*|*a|?|??|a?b",
  "[a]|[ab]|[!a]|[^a]*|[a-c]|[]a]|[]-a]*|[a-]*|[[:alpha:]]|[[:digit:]]*|[[:nope:]]|[a|\\a",
  "\\*|a\\*b|a\\\\b|\\[a\\]|\\#a|\\!a|a**b|**b|x**|x/**a|***/a|/**|**/|/|//a|x//a|a/|a/b/|é",
  "模型/*|*.BIN|.*|x/.*|*/*/*|a\\ |\\ a|a\\|*.safetensors|saved_model/**/*|*tfevents*|*.tar.*",
  "[[:space:]]a|[\\]]|a[[:space:]]*",
].flatMap((line) => line.split("|"));

describe("gitattributes", () => {
  it("every pattern matches the paths that git matches", () => {
    for (const pattern of PATTERNS) {
      const files = [{ folder: "", text: `${quote(pattern)} mark\n` }];
      expect({ pattern, found: marked(files) }).toEqual({ pattern, found: markedByGit(files) });
    }
  });

  it("random files give the values that git gives", () => {
    for (let round = 0; round < 40; round++) {
      const files = ["", "x", "x/y", "ab"].map((folder) => ({ folder, text: randomAttributes() }));
      expect({ files, found: valuesOf(files) }).toEqual({ files, found: valuesByGit(files) });
    }
  });

  it.each([
    "# comment\n  \t*.bin mark\n\n*.bin",
    "*.bin mark\r\na -mark\r\n",
    "\uFEFF*.bin mark\n",
    "!a mark\n",
    '"a b" mark\n"\\141" mark=octal\n"\\303\\251" mark=bytes\n"a mark\n"a\\q" mark\n',
    "* binary\n*.bin mark -text\na !diff\n",
    "[attr]big filter=lfs diff -text\n*.bin big\na -big\n",
    "[attr]one two\n[attr]two mark\na one\n*.bin two\n",
    "[attr]loop loop mark\na loop\n",
    "[attr] spaced mark\na spaced\n",
    "a mark=x=y mark2= -mark3=z\n",
    "a m@rk\n*.bin mark -bad/name\nb --x\n",
    `a ${"mark ".repeat(500)}\n`,
    "a mark",
  ])("a file like %j is read as git reads it", (text) => {
    const files = [{ folder: "", text }];
    expect(valuesOf(files)).toEqual(valuesByGit(files));
  });

  it("macros count only at the root", () => {
    const files = [
      { folder: "x", text: "[attr]big filter=lfs\n*.bin big\n" },
      { folder: "", text: "[attr]small -filter\n*.bin small\n" },
    ];
    expect(valuesOf(files)).toEqual(valuesByGit(files));
  });

  it("of a new repository put weights and archives, and no texts, into LFS", () => {
    const isLarge = lfsRulesOf([{ folder: "", text: DEFAULT_ATTRIBUTES }]);
    const large = [
      "model.safetensors",
      "deep/er/x.parquet",
      "a.tar.gz",
      "saved_model/1/v",
      "m.gguf",
    ];
    const small = [
      "README.md",
      "config.json",
      "train.py",
      "data.csv",
      "saved_model",
      ".gitattributes",
    ];
    expect([...large, ...small].filter(isLarge)).toEqual(large);
    git.writeFile(".gitattributes", DEFAULT_ATTRIBUTES);
    const byGit = checkAttr([...large, ...small]).filter(({ name, value }) => {
      return name === "filter" && value === "lfs";
    });
    expect(byGit.map(({ path }) => path)).toEqual(large);
  });

  it("a hostile pattern costs no more than an ordinary one", () => {
    const text = `/${"a*".repeat(900)}b mark\n/${"**/".repeat(600)}b mark\n`;
    const attributes = attributesOf([{ folder: "", text }]);
    expect(attributes("a".repeat(4000)).size).toBe(0);
    expect(attributes(`${"a/".repeat(2000)}a`).size).toBe(0);
  });
});

describe("gitignore", () => {
  it("every pattern ignores the paths that git ignores", () => {
    for (const pattern of PATTERNS) {
      for (const text of [`${pattern}\n`, `${pattern}/\n`, `*\n!${pattern}\n`]) {
        const files = [{ folder: "", text }];
        expect({ text, ignored: ignored(files) }).toEqual({ text, ignored: ignoredByGit(files) });
      }
    }
  });

  it("random files ignore what git ignores", () => {
    for (let round = 0; round < 60; round++) {
      const files = ["", "x", "x/y", "ab"].map((folder) => ({ folder, text: randomIgnore() }));
      expect({ files, ignored: ignored(files) }).toEqual({ files, ignored: ignoredByGit(files) });
    }
  });

  it.each([
    "# comment\n#a\n\\#a\n",
    "a  \nb\t\n",
    "a\\ \n",
    "a\\  \n",
    "*.bin\r\n",
    "\uFEFFa\n",
    "!a\n",
    "*\n!*/\n!a.bin\n",
    "x\n!x/a\n",
    "x/*\n!x/y\n",
    "a",
    "",
  ])("a file like %j is read as git reads it", (text) => {
    const files = [{ folder: "", text }];
    expect(ignored(files)).toEqual(ignoredByGit(files));
  });
});

function marked(files: AttributesFile[]): string[] {
  const attributes = attributesOf(files);
  return PATHS.filter((path) => attributes(path).get("mark") === true);
}

function markedByGit(files: AttributesFile[]): string[] {
  writeFiles(".gitattributes", files);
  return checkAttr(PATHS).flatMap(({ path, name, value }) =>
    name === "mark" && value === "set" ? [path] : [],
  );
}

function valuesOf(files: AttributesFile[]): string[] {
  const attributes = attributesOf(files);
  return PATHS.flatMap((path) =>
    [...attributes(path)].map(([name, value]) => {
      const text = value === true ? "set" : value === false ? "unset" : value;
      return `${path} ${name} ${text}`;
    }),
  ).toSorted();
}

function valuesByGit(files: AttributesFile[]): string[] {
  writeFiles(".gitattributes", files);
  return checkAttr(PATHS)
    .filter(({ value }) => value !== "unspecified")
    .map(({ path, name, value }) => `${path} ${name} ${value}`)
    .toSorted();
}

function checkAttr(paths: readonly string[]): { path: string; name: string; value: string }[] {
  const output = git.run(["check-attr", "-z", "--stdin", "--all"], { input: paths.join("\0") });
  const fields = output.toString("utf8").split("\0");
  return Array.from({ length: Math.floor(fields.length / 3) }, (_, index) => {
    const [path = "", name = "", value = ""] = fields.slice(index * 3, index * 3 + 3);
    return { path, name, value };
  });
}

function ignored(files: IgnoreFile[]): string[] {
  return PATHS.filter(ignoreRulesOf(files));
}

function ignoredByGit(files: IgnoreFile[]): string[] {
  writeFiles(".gitignore", files);
  const output = git.run(["check-ignore", "-z", "--stdin", "--no-index"], {
    input: PATHS.join("\0"),
    accepts: [0, 1],
  });
  return output.toString("utf8").split("\0").slice(0, -1);
}

function writeFiles(name: string, files: readonly { folder: string; text: string }[]): void {
  for (const { folder, text } of files) {
    git.writeFile(folder === "" ? name : `${folder}/${name}`, text);
  }
}

function randomAttributes(): string {
  const values = ["mark", "-mark", "!mark", "mark=x", "binary", "-binary", "!text", "diff"];
  return randomLines((pattern) => `${quote(pattern)} ${pick(values)} ${pick(values)}`);
}

function randomIgnore(): string {
  return randomLines((pattern) => `${pick(["", "", "!"])}${pattern}${pick(["", "", "/"])}`);
}

function randomLines(line: (pattern: string) => string): string {
  const count = Math.floor(Math.random() * 4);
  return Array.from({ length: count }, () => `${line(pick(PATTERNS))}\n`).join("");
}

function quote(pattern: string): string {
  return /[ "]/.test(pattern) ? JSON.stringify(pattern) : pattern;
}

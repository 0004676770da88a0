import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree, root, runGate } from "./planted-tree.ts";

const plants = [
  {
    rule: "typescript(no-explicit-any)",
    path: "server/assets/any.ts",
    text: "export function read(value: any): string {\n  return String(value);\n}\n",
  },
  {
    rule: "typescript(no-floating-promises)",
    path: "server/assets/floating.ts",
    text: "export function start(): void {\n  Promise.resolve(1);\n}\n",
  },
  {
    rule: "typescript(no-misused-promises)",
    path: "server/assets/misused.ts",
    text: "export const has = (found: Promise<boolean>): number => (found ? 1 : 2);\n",
  },
  {
    rule: "typescript(no-non-null-assertion)",
    path: "server/assets/bang.ts",
    text: "export const first = (list: string[]): string => list[0]!;\n",
  },
  {
    rule: "import(no-default-export)",
    path: "server/assets/default.ts",
    text: "export default function publish(): void {}\n",
  },
  {
    rule: "import(no-cycle)",
    path: "server/assets/one.ts",
    text: `import { two } from "./two.ts";\nexport const one = (): number => two();\n`,
  },
  {
    rule: "eslint(no-console)",
    path: "server/assets/console.ts",
    text: `console.log("hello");\n`,
  },
  {
    rule: "eslint(max-params)",
    path: "server/assets/many.ts",
    text: "export const add = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n",
  },
  {
    rule: "eslint(max-lines)",
    path: "server/assets/long.ts",
    text: `${"// A line.\n".repeat(300)}export const long = 1;\n`,
  },
  {
    rule: "eslint(no-warning-comments)",
    path: "server/assets/later.ts",
    text: "// TODO finish\nexport const later = 1;\n",
  },
  {
    rule: "vitest(no-disabled-tests)",
    path: "server/assets/skipped.test.ts",
    text: `import { expect, it } from "vitest";\n\nit.skip("waits", () => {\n  expect(1).toBe(1);\n});\n`,
  },
  {
    rule: "vitest(no-focused-tests)",
    path: "server/assets/focused.test.ts",
    text: `import { expect, it } from "vitest";\n\nit.only("hides the others", () => {\n  expect(1).toBe(1);\n});\n`,
  },
  {
    rule: "react(hooks)",
    path: "web/app/hooks.tsx",
    text: `import { useState } from "react";\n\nexport function Star({ isOn }: { isOn: boolean }) {\n  if (isOn) return null;\n  const [count] = useState(0);\n  return <p>{count}</p>;\n}\n`,
  },
  {
    rule: "jsx-a11y(alt-text)",
    path: "web/app/picture.tsx",
    text: `export const Picture = () => <img src="/a.png" />;\n`,
  },
];

describe("lint", () => {
  let tree: PlantedTree;
  let said: string;

  beforeAll(() => {
    tree = plantTree({
      ...Object.fromEntries(plants.map(({ path, text }) => [path, text])),
      "server/assets/two.ts": `import { one } from "./one.ts";\nexport const two = (): number => one();\n`,
      ".oxlintrc.json": readFileSync(join(root, ".oxlintrc.json"), "utf8"),
      "tsconfig.json": readFileSync(join(root, "tsconfig.json"), "utf8"),
    });
    const args = ["--format", "unix", "server", "web"];
    said = runGate("node_modules/oxlint/bin/oxlint", { cwd: tree.folder, args }).said;
  });
  afterAll(() => tree.remove());

  it.each(plants)("refuses $path: $rule", ({ rule, path }) => {
    const lines = said.split("\n").filter((line) => line.startsWith(path));
    expect(lines.join("\n")).toContain(rule);
  });
});

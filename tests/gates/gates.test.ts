import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree, root, runGate } from "./planted-tree.ts";

const ownFile = (path: string) => readFileSync(join(root, path), "utf8");

let tree: PlantedTree | undefined;
afterEach(() => tree?.remove());

describe("the other gates", () => {
  it("format: refuses a file that the formatter would change", () => {
    tree = plantTree({
      ".oxfmtrc.json": ownFile(".oxfmtrc.json"),
      "server/app.ts": "export const app = { name:'gallery' }\n",
    });
    const gate = runGate("node_modules/oxfmt/bin/oxfmt", { cwd: tree.folder, args: ["--check"] });
    expect(gate.said).toContain("server/app.ts");
    expect(gate.failed).toBe(true);
  });

  it("types: refuses an index that may be missing, an enum and a loose optional", () => {
    tree = plantTree({
      "tsconfig.json": ownFile("tsconfig.json"),
      "server/app.ts": [
        "export const first = (list: string[]): string => list[0];",
        "export enum Kind { model }",
        "export const options: { name?: string } = { name: undefined };",
      ].join("\n"),
    });
    const args = ["--noEmit", "-p", tree.folder];
    const gate = runGate("node_modules/typescript/bin/tsc", { cwd: tree.folder, args });
    expect(gate.said).toMatch(/app\.ts\(1,\d+\): error TS2322/u);
    expect(gate.said).toMatch(/app\.ts\(2,\d+\): error TS1294/u);
    expect(gate.said).toMatch(/app\.ts\(3,\d+\): error TS2375/u);
  });

  it("dead code: refuses a file, an export and a dependency that nobody uses", () => {
    tree = plantTree({
      "knip.json": ownFile("knip.json"),
      "package.json": `{ "name": "planted", "type": "module", "dependencies": { "zod": "4", "yaml": "2" } }`,
      "server/main.ts": `import { used } from "./platform/clock.ts";\nimport "zod";\nused();\n`,
      "server/platform/clock.ts": `export const used = () => 1;\nexport const unused = () => 2;\n`,
      "server/platform/forgotten.ts": `export const forgotten = 1;\n`,
    });
    const gate = runGate("node_modules/knip/bin/knip.js", { cwd: tree.folder });
    expect(gate.said).toMatch(/Unused files[^]*server\/platform\/forgotten\.ts/u);
    expect(gate.said).toMatch(/Unused dependencies[^]*yaml/u);
    expect(gate.said).toMatch(/Unused exports[^]*unused/u);
    expect(gate.said).not.toMatch(/^used /mu);
    expect(gate.failed).toBe(true);
  });

  it("licences: refuses what is not allowed, in production only", () => {
    tree = plantTree({
      "package-lock.json": JSON.stringify({
        packages: {
          "": {},
          "node_modules/free": { version: "1.0.0", license: "MIT" },
          "node_modules/choice": { version: "1.0.0", license: "(GPL-3.0 OR MIT)" },
          "node_modules/both": { version: "1.0.0", license: "MIT AND Apache-2.0" },
          "node_modules/half": { version: "1.0.0", license: "MIT AND GPL-3.0" },
          "node_modules/strict": { version: "2.0.0", license: "AGPL-3.0" },
          "node_modules/free/node_modules/silent": { version: "3.0.0" },
          "node_modules/tool": { version: "4.0.0", license: "GPL-3.0", dev: true },
        },
      }),
    });
    const gate = runGate("tools/licences.mjs", { cwd: tree.folder });
    expect(gate.said).toContain("strict 2.0.0: AGPL-3.0");
    expect(gate.said).toContain("silent 3.0.0: no licence named");
    expect(gate.said).toContain("half 1.0.0: MIT AND GPL-3.0");
    expect(gate.said).toContain("6 packages, 3 with a licence that is not allowed");
    expect(gate.failed).toBe(true);
  });
});

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PlantedTree, plantTree, root } from "./planted-tree.ts";

let tree: PlantedTree;
beforeEach(() => {
  tree = plantTree({
    "package.json": `{ "name": "planted", "type": "module" }`,
    "package-lock.json": `{ "packages": {} }`,
    "contract/kinds.ts": `export const kinds = ["model"];\n`,
    "web/vite.config.ts": `export default { root: import.meta.dirname };\n`,
    "web/index.html": `<script type="module" src="/app/main.ts"></script>\n`,
    "web/app/main.ts": `document.title = "first page";\n`,
    "web/app/main.test.ts": `// one\n`,
  });
  cpSync(join(root, "tools"), join(tree.folder, "tools"), { recursive: true });
});
afterEach(() => tree.remove());

const write = (path: string, text: string) => writeFileSync(join(tree.folder, path), text);

function build(): { hasPassed: boolean; said: string } {
  const script = join(tree.folder, "tools", "build.mjs");
  const run = spawnSync(process.execPath, [script, "--if-stale"], { encoding: "utf8" });
  return { hasPassed: run.status === 0, said: run.stderr };
}

function page(): string {
  const index = readFileSync(join(tree.folder, "web/dist/index.html"), "utf8");
  const script = /src="\/(?<path>[^"]+)"/u.exec(index)?.groups?.["path"] ?? "";
  return readFileSync(join(tree.folder, "web/dist", script), "utf8");
}

describe("the web build", () => {
  it("builds once, and again only when a source changed", () => {
    expect(build().said).toContain("Building the web page…");
    expect(page()).toContain("first page");
    write("web/app/main.test.ts", "// two\n");
    expect(build().said).toBe("");
    write("web/app/main.ts", `document.title = "second page";\n`);
    expect(build().said).toContain("its sources changed");
    expect(page()).toContain("second page");
    write("contract/kinds.ts", `export const kinds = ["model", "dataset"];\n`);
    expect(build().said).toContain("its sources changed");
  });

  it("keeps the page it has when the new one cannot be built", () => {
    build();
    write("web/app/main.ts", `import "./missing.ts";\n`);
    const broken = build();
    expect(broken.hasPassed).toBe(false);
    expect(broken.said).toContain("could not be built");
    expect(page()).toContain("first page");
    expect(existsSync(join(tree.folder, "web/dist/.sources"))).toBe(true);
  });
});

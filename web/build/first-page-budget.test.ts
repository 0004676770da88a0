import { expect, it } from "vitest";
import { type Chunk, firstPageBudget, measureFirstPage } from "./first-page-budget.ts";

function aChunk(fileName: string, options: Partial<Chunk> = {}): Chunk {
  return {
    fileName,
    code: fileName.repeat(9),
    imports: [],
    isEntry: false,
    modules: [],
    ...options,
  };
}

it("counts the entry, lazy parts of the first page and what both import, once each", () => {
  const chunks = [
    aChunk("entry.js", { isEntry: true, imports: ["shared.js"] }),
    aChunk("shared.js", { imports: ["deep.js"] }),
    aChunk("deep.js"),
    aChunk("home.js", { modules: ["/web/home.tsx"], imports: ["shared.js"] }),
    aChunk("upload.js", { modules: ["/web/upload.tsx"], imports: ["shared.js"] }),
  ];
  const { files } = measureFirstPage(chunks, [/home\.tsx$/u]);
  expect(files.toSorted()).toEqual(["deep.js", "entry.js", "home.js", "shared.js"]);
});

it("fails the build above the budget", () => {
  const { generateBundle } = firstPageBudget({ maxBytes: 5 });
  const said: string[] = [];
  const context = { error: (message: string) => said.push(message), info: () => undefined };
  const output = { ...aChunk("entry.js", { isEntry: true }), type: "chunk", moduleIds: [] };
  Reflect.apply(generateBundle as () => void, context, [{}, { "entry.js": output }]);
  expect(said).toEqual([expect.stringMatching(/^First page: .* allowed are 0\.0 KB$/u)]);
});

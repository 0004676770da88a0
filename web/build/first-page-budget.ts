import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What the budget needs to know of one written JavaScript file. */
export type Chunk = {
  fileName: string;
  code: string;
  /** Files that are loaded with this one. */
  imports: string[];
  isEntry: boolean;
  /** Source files inside. */
  modules: string[];
};

/** Source files that the first page loads lazily, but always. */
const LAZY_PARTS = [
  /\/web\/assets\/home\/home-page\.tsx$/u,
  /\/web\/locales\/en\/(?:app|assets|home)\.json/u,
];

/** Fails the build when the home page of a first visit sends more JavaScript than `maxBytes`, gz. */
export function firstPageBudget({ maxBytes }: { maxBytes: number }): Plugin {
  return {
    name: "first-page-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((output): Chunk[] =>
        output.type === "chunk"
          ? [{ ...output, modules: output.moduleIds.map((id) => id.replaceAll("\\", "/")) }]
          : [],
      );
      const { bytes, files } = measureFirstPage(chunks, LAZY_PARTS);
      const sum = `First page: ${kilobytes(bytes)} of JavaScript (gz) in ${files.length} files`;
      if (bytes > maxBytes) this.error(`${sum}, allowed are ${kilobytes(maxBytes)}`);
      this.info(sum);
    },
  };
}

/** The gzipped size of the entry, of the chunks that hold `lazyParts`, and of all they import. */
export function measureFirstPage(
  chunks: readonly Chunk[],
  lazyParts: readonly RegExp[],
): { bytes: number; files: string[] } {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const isFirst = (chunk: Chunk) =>
    chunk.isEntry || chunk.modules.some((id) => lazyParts.some((part) => part.test(id)));
  const wanted = chunks.filter(isFirst);
  for (const chunk of wanted) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported && !wanted.includes(imported)) wanted.push(imported);
    }
  }
  const bytes = wanted.reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0);
  return { bytes, files: wanted.map((chunk) => chunk.fileName) };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

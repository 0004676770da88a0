import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/**
 * What the library loads by name: its workers, maps of Asian characters, fonts that every PDF may
 * use, decoders. Not the engine for scripts in PDFs, which never run here.
 */
const TAKEN = {
  build: /^pdf\.(?:worker|renderer)\.min\.mjs$/u,
  cmaps: /\.bcmap$/u,
  standard_fonts: /\.(?:pfb|ttf)$/u,
  wasm: /^(?!quickjs).*\.wasm$/u,
};

/** Writes the PDF library's own files to an address of its version: the page's policy is 'self'. */
export function pdfResources(): Plugin {
  return {
    name: "pdf-resources",
    apply: "build",
    async generateBundle() {
      const packageFile = createRequire(import.meta.url).resolve("pdfjs-dist/package.json");
      const { version } = JSON.parse(await readFile(packageFile, "utf8")) as { version: string };
      for (const [folder, names] of Object.entries(TAKEN)) {
        const from = join(dirname(packageFile), folder);
        for (const name of (await readdir(from)).filter((file) => names.test(file))) {
          const fileName = `_app/pdf-${version}/${folder}/${name}`;
          this.emitFile({ type: "asset", fileName, source: await readFile(join(from, name)) });
        }
      }
    },
  };
}

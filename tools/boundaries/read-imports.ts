import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import {
  type ImportDeclarationSpecifier,
  type ModuleExportName,
  parseSync,
  type Span,
  Visitor,
} from "oxc-parser";

/** One import, re-export, dynamic import or import type, as the parser sees it. */
export type Import = {
  /** Of the importing file, relative to the root, with forward slashes. */
  file: string;
  line: number;
  /** As written: `./store.ts`, `#contract/paging.ts`, `kysely`. */
  request: string;
  /** The imported file relative to the root; undefined for packages and Node's own modules. */
  target: string | undefined;
  /** Gone at run time: `import type`. (`import { type A }` still loads the file.) */
  isType: boolean;
  /** Imported names; `*` for a whole module. */
  names: string[];
};

/** What the rules look at: the imports of a tree, and the comments that would switch a gate off. */
export type Sources = {
  files: string[];
  imports: Import[];
  silencers: { file: string; line: number; text: string }[];
};

/** The request of a dynamic import whose address is only known at run time. */
export const computed = "(computed)";

const sourceName = /\.(ts|tsx|mts|mjs|js)$/u;
const leftOut = new Set(["node_modules", "dist", ".git", ".venv"]);
const silencer = /\b(oxlint|eslint)-disable|@ts-(ignore|nocheck|expect-error)|knip-ignore/u;

/** Parses every source file below the given top-level folders. */
export function readSources(root: string, folders: readonly string[]): Sources {
  const files = folders.flatMap((folder) => listFiles(root, folder));
  const sources: Sources = { files, imports: [], silencers: [] };
  for (const file of files) readFile(root, file, sources);
  return sources;
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(root, path);
    return sourceName.test(entry.name) ? [path] : [];
  });
}

function readFile(root: string, file: string, sources: Sources): void {
  const text = readFileSync(join(root, file), "utf8");
  const { program, comments, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;

  const add = ({ start }: Span, request: string, how: { isType: boolean; names: string[] }) => {
    const target = resolveRequest(file, request);
    sources.imports.push({ file, line: lineAt(start), request, target, ...how });
  };
  new Visitor({
    ImportDeclaration: (node) =>
      add(node, node.source.value, {
        isType: node.importKind === "type",
        names: node.specifiers.map(importedName),
      }),
    ExportNamedDeclaration: (node) => {
      if (!node.source) return;
      const names = node.specifiers.map(({ local }) => nameOf(local));
      add(node, node.source.value, { isType: node.exportKind === "type", names });
    },
    ExportAllDeclaration: (node) =>
      add(node, node.source.value, { isType: node.exportKind === "type", names: ["*"] }),
    ImportExpression: (node) => {
      const { source } = node;
      const isLiteral = source.type === "Literal" && typeof source.value === "string";
      add(node, isLiteral ? source.value : computed, { isType: false, names: ["*"] });
    },
    TSImportType: (node) => add(node, node.source.value, { isType: true, names: [] }),
  }).visit(program);

  for (const { value, start } of comments)
    if (silencer.test(value)) sources.silencers.push({ file, line: lineAt(start), text: value });
}

function importedName(specifier: ImportDeclarationSpecifier): string {
  if (specifier.type === "ImportSpecifier") return nameOf(specifier.imported);
  return specifier.type === "ImportDefaultSpecifier" ? "default" : "*";
}

function nameOf(name: ModuleExportName): string {
  return name.type === "Literal" ? name.value : name.name;
}

/** `#server/app.ts` and `./app.ts` are files of ours; anything else is a package. */
function resolveRequest(file: string, request: string): string | undefined {
  if (request.startsWith("#")) return request.slice(1);
  return request.startsWith(".") ? posix.join(posix.dirname(file), request) : undefined;
}

import { type ImportLevel, judgeImport, worse } from "./judge-import.ts";
import type { Import } from "./values.ts";

/** An attribute of a module that loading the pickle looks up. */
export type PickleImport = {
  module: string;
  name: string;
  level: ImportLevel;
  /** Loading calls it: a function runs, a class makes an object. */
  isCalled: boolean;
};

/** More are counted and not named, except dangerous ones. */
const NAMED_LIMIT = 1000;
const DANGEROUS_LIMIT = 2000;

/** The imports of one or several pickles, each once. */
export class ImportLog {
  readonly #imports = new Map<string, PickleImport>();
  readonly #judge: (found: Import) => ImportLevel;
  isCut = false;

  constructor(judge: (found: Import) => ImportLevel = judgeImport) {
    this.#judge = judge;
  }

  get size(): number {
    return this.#imports.size;
  }

  /** In the order in which they were found. */
  get imports(): PickleImport[] {
    return [...this.#imports.values()];
  }

  add(found: Import, level: ImportLevel = this.#judge(found)): void {
    const known = this.#imports.get(keyOf(found));
    if (known !== undefined) {
      known.level = worse(known.level, level);
      return;
    }
    const limit = level === "dangerous" ? DANGEROUS_LIMIT : NAMED_LIMIT;
    if (this.#imports.size >= limit) {
      this.isCut = true;
      return;
    }
    const { module, name } = found;
    this.#imports.set(keyOf(found), { module, name, level, isCalled: false });
  }

  addAll(other: ImportLog): void {
    for (const found of other.imports) {
      this.add({ kind: "import", via: "import", ...found }, found.level);
      if (found.isCalled) this.call(found);
    }
    this.isCut ||= other.isCut;
  }

  /** A function whose calls were looked through is as harmless as what they led to. */
  settle(found: Pick<Import, "module" | "name">, level: ImportLevel): void {
    const known = this.#imports.get(keyOf(found));
    if (known?.isCalled === true) known.level = level;
  }

  call(found: Pick<Import, "module" | "name">): void {
    const known = this.#imports.get(keyOf(found));
    if (known !== undefined) known.isCalled = true;
  }
}

function keyOf({ module, name }: Pick<Import, "module" | "name">): string {
  return `${module}\n${name}`;
}

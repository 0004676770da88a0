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

  /** `getattr` is as harmless as what it was called on, when every call could be looked through. */
  settleLookups(): void {
    for (const key of LOOKED_THROUGH) {
      const known = this.#imports.get(key);
      if (known?.isCalled === true) known.level = "suspicious";
    }
  }

  call(found: Import): void {
    const known = this.#imports.get(keyOf(found));
    if (known !== undefined) known.isCalled = true;
  }
}

/** Functions whose calls were looked through: what they led to is named by itself. */
const LOOKED_THROUGH = new Set(["builtins\ngetattr", "__builtin__\ngetattr"]);

function keyOf({ module, name }: Import): string {
  return `${module}\n${name}`;
}

import {
  DANGEROUS_MODULES,
  DANGEROUS_NAMES,
  HARMLESS_NAMES,
  HARMLESS_PATTERNS,
} from "./known-imports.ts";
import type { Import } from "./values.ts";

/**
 * - `safe`: ordinary checkpoints need it, and it makes data.
 * - `suspicious`: not known here; what it does depends on a package of the one who loads.
 * - `dangerous`: it runs code, starts processes, reads or writes files, opens connections or
 *   leads to whatever does.
 *
 * The Hub shows the same three, the first of them as `innocuous`
 * (https://huggingface.co/docs/hub/security-pickle), as picklescan does; fickling grades finer.
 */
export type ImportLevel = "safe" | "suspicious" | "dangerous";

const ORDER: readonly ImportLevel[] = ["safe", "suspicious", "dangerous"];

/** The graver of two levels. */
export function worse(one: ImportLevel, other: ImportLevel): ImportLevel {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}

/** Names of module internals through which any object leads to any other. */
const INTERNAL = /^__\w+__$/;

/** How dangerous looking up, and maybe calling, this attribute of a module is. */
export function judgeImport({ module, name }: Pick<Import, "module" | "name">): ImportLevel {
  if (isHarmless(module, name)) return "safe";
  return isDangerousModule(module) || isDangerousName(module, name) ? "dangerous" : "suspicious";
}

function isHarmless(module: string, name: string): boolean {
  return (
    HARMLESS_NAMES.get(module)?.has(name) === true ||
    HARMLESS_PATTERNS.some((known) => known.module.test(module) && known.name.test(name))
  );
}

/** A module, or any package that it is in. */
function isDangerousModule(module: string): boolean {
  for (let end = module.length; end > 0; end = module.lastIndexOf(".", end - 1)) {
    if (DANGEROUS_MODULES.has(module.slice(0, end))) return true;
  }
  return false;
}

/**
 * From protocol 4 on a name may have dots, and reach through harmless modules to others that they
 * have imported: `random` has `_os.system`, any function has `__globals__`.
 */
function isDangerousName(module: string, name: string): boolean {
  const names = DANGEROUS_NAMES.get(module);
  const steps = name.split(".");
  if (names?.has(name) === true || names?.has(steps[0] ?? "") === true) return true;
  return steps.some((step, index) => INTERNAL.test(step) || leadsToModule(step, index, steps));
}

function leadsToModule(step: string, index: number, steps: readonly string[]): boolean {
  const isLast = index === steps.length - 1;
  const bare = step.replace(/^_+/, "");
  if (!DANGEROUS_MODULES.has(bare)) return false;
  // As a last step such a word may be an ordinary class or function that shares a module's name.
  return !isLast || UNMISTAKABLE.has(bare);
}

const UNMISTAKABLE = new Set(
  "os sys subprocess posix nt ctypes importlib builtins socket".split(" "),
);

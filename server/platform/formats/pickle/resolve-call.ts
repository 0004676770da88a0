import { judgeImport } from "./judge-import.ts";
import type { PickleFindings } from "./pickle-findings.ts";
import { type Call, type Import, isKind, itemsOf, UNKNOWN, type Value } from "./values.ts";

type CallSite = { callee: Import; args: Value };

/** These functions are looked into: what they give back or cause decides more than their names. */
const GETATTR = new Set(["builtins.getattr", "__builtin__.getattr"]);
const ADD_EXTENSION = new Set(["copyreg.add_extension", "copy_reg.add_extension"]);
const LOAD_FROM_BYTES = "torch.storage._load_from_bytes";
const KEEPS_ARGUMENTS = new Set(["numpy.dtype", "numpy.core.multiarray.dtype"]);

/** What a call of an import gives back, as far as it matters. */
export function resolveCall(
  { callee, args }: CallSite,
  findings: PickleFindings,
  extensions: Map<number, Import>,
): Value {
  const called = `${callee.module}.${callee.name}`;
  if (GETATTR.has(called)) return resolveGetattr({ callee, args }, findings);
  if (ADD_EXTENSION.has(called)) addExtension(args, findings, extensions);
  if (called === LOAD_FROM_BYTES) noteNested(args, findings);
  const keeps = KEEPS_ARGUMENTS.has(called);
  return { kind: "call", callee, args: keeps ? args : UNKNOWN, state: undefined } satisfies Call;
}

/**
 * Up to Python 3.10 methods and members of enumerations are pickled as `getattr(Class, "name")`:
 * then it is as if the attribute were imported, and judged as such. Of anything but an import it
 * may lead anywhere.
 */
function resolveGetattr({ args }: CallSite, findings: PickleFindings): Value {
  const [object, name] = itemsOf(args);
  if (!isKind(object, "import") || typeof name !== "string") {
    findings.problems.add("computed-import");
    return UNKNOWN;
  }
  const derived: Import = {
    kind: "import",
    module: object.module,
    name: `${object.name}.${name}`,
    via: "getattr",
  };
  findings.log.add(derived, judgeImport(derived));
  return derived;
}

/** From now on a number stands for an import, in this pickle and in the process that loads it. */
function addExtension(
  args: Value,
  findings: PickleFindings,
  extensions: Map<number, Import>,
): void {
  const [module, name, code] = itemsOf(args);
  if (typeof module !== "string" || typeof name !== "string") {
    findings.problems.add("computed-import");
    return;
  }
  const found: Import = { kind: "import", module, name, via: "extension" };
  findings.log.add(found);
  if (typeof code === "number") extensions.set(code, found);
}

function noteNested(args: Value, findings: PickleFindings): void {
  const [bytes] = itemsOf(args);
  if (isKind(bytes, "bytes")) findings.nested.push({ start: bytes.start, end: bytes.end });
  else findings.problems.add("unknown-bytes");
}

/** Grades the functions above by what their calls led to, once all are known. */
export function settleLookups({ log, problems }: PickleFindings): void {
  if (!problems.has("computed-import")) {
    for (const module of ["builtins", "__builtin__"]) {
      log.settle({ module, name: "getattr" }, "suspicious");
    }
  }
  if (!problems.has("unknown-bytes")) {
    log.settle({ module: "torch.storage", name: "_load_from_bytes" }, "safe");
  }
}

import type { PickleFindings } from "./pickle-findings.ts";
import { resolveCall } from "./resolve-call.ts";
import { MachineStack } from "./machine-stack.ts";
import { type Instruction, PickleError } from "./next-instruction.ts";
import { plainValue } from "./plain-value.ts";
import {
  DATA,
  type Dict,
  type Import,
  isKind,
  mayBeText,
  tupleOf,
  UNKNOWN,
  type Value,
} from "./values.ts";

const STACK_LIMITS = { stack: 5_000_000, memo: 5_000_000 };
/** Keys of the state of an array that lies behind its pickle. */
const ARRAY_KEYS = new Set(["shape", "dtype", "order", "numpy_array_alignment_bytes"]);

/**
 * Goes through the steps of a pickle as an unpickler does, and makes nothing: it keeps only what
 * decides which attributes of which modules are looked up and called.
 */
export class PickleMachine {
  readonly #stack = new MachineStack<Value>(STACK_LIMITS);
  readonly #findings: PickleFindings;
  readonly #extensions = new Map<number, Import>();

  constructor(findings: PickleFindings) {
    this.#findings = findings;
  }

  get depth(): number {
    return this.#stack.depth;
  }

  /** What a BUILD has just given its state. */
  get top(): Value {
    return this.#stack.top();
  }

  /** @throws {PickleError} where an unpickler would stop, for its stack is wrong. */
  perform(instruction: Instruction): void {
    if (!this.#stack.perform(instruction)) this.#pushOrCall(instruction);
  }

  #pushOrCall(instruction: Instruction): void {
    const stack = this.#stack;
    switch (instruction.name) {
      case "GLOBAL":
        return stack.push(this.#import(...namesOf(instruction)));
      case "STACK_GLOBAL": {
        const [module, name] = stack.popMany(2);
        return stack.push(this.#import(module, name));
      }
      case "EXT1":
      case "EXT2":
      case "EXT4":
        return stack.push(this.#extension(instruction.number));
      case "INST": {
        const args = tupleOf(stack.popToMark());
        return stack.push(this.#call(this.#import(...namesOf(instruction)), args));
      }
      case "OBJ": {
        const [callee = UNKNOWN, ...args] = stack.popToMark();
        return stack.push(this.#call(callee, tupleOf(args)));
      }
      case "REDUCE":
      case "NEWOBJ": {
        const args = stack.pop();
        return stack.push(this.#call(stack.pop(), args));
      }
      case "NEWOBJ_EX": {
        const [callee = UNKNOWN, args = UNKNOWN] = stack.popMany(3);
        return stack.push(this.#call(callee, args));
      }
      case "BUILD":
        return this.#build(stack.pop(), stack.top());
      case "BINPERSID":
        return stack.replaceTop(UNKNOWN);
      default:
        return this.#makeData(instruction);
    }
  }

  #makeData(instruction: Instruction): void {
    const stack = this.#stack;
    switch (instruction.name) {
      case "TUPLE":
        return stack.push(tupleOf(stack.popToMark()));
      case "TUPLE1":
        return stack.push(tupleOf(stack.popMany(1)));
      case "TUPLE2":
        return stack.push(tupleOf(stack.popMany(2)));
      case "TUPLE3":
        return stack.push(tupleOf(stack.popMany(3)));
      case "EMPTY_TUPLE":
        return stack.push(tupleOf([]));
      case "EMPTY_DICT":
        return stack.push({ kind: "dict", items: undefined });
      case "LIST":
      case "FROZENSET":
        stack.popToMark();
        return stack.push(DATA);
      case "DICT":
        return stack.push(dictOf(stack.popToMark()));
      case "APPEND":
        stack.pop();
        stack.top();
        return;
      case "APPENDS":
      case "ADDITEMS":
        stack.popToMark();
        stack.top();
        return;
      case "SETITEM": {
        const items = stack.popMany(2);
        return setItems(stack.top(), items);
      }
      case "SETITEMS": {
        const items = stack.popToMark();
        return setItems(stack.top(), items);
      }
      case "READONLY_BUFFER":
        stack.top();
        return;
      default:
        return stack.push(plainValue(instruction));
    }
  }

  #import(module: Value | undefined, name: Value | undefined): Value {
    if (typeof module !== "string" || typeof name !== "string") {
      if (!mayBeText(module) || !mayBeText(name)) throw new PickleError("a name is no text");
      this.#findings.problems.add("computed-import");
      return UNKNOWN;
    }
    const found: Import = { kind: "import", module, name, via: "import" };
    this.#findings.log.add(found);
    return found;
  }

  #extension(code: number): Value {
    const registered = this.#extensions.get(code);
    if (registered !== undefined) return registered;
    this.#findings.problems.add("extension-code");
    return UNKNOWN;
  }

  #call(callee: Value, args: Value): Value {
    if (isKind(callee, "call")) this.#findings.problems.add("calls-result");
    if (!isKind(callee, "import"))
      return { kind: "call", callee: undefined, args: UNKNOWN, state: undefined };
    this.#findings.log.call(callee);
    return resolveCall({ callee, args }, this.#findings, this.#extensions);
  }

  #build(state: Value, target: Value): void {
    if (isKind(target, "import")) this.#findings.problems.add("alters-import");
    if (isKind(target, "call") && isKind(state, "dict")) target.state = state;
  }
}

function namesOf({ texts }: Instruction): [module: Value, name: Value] {
  return [texts?.[0] ?? UNKNOWN, texts?.[1] ?? UNKNOWN];
}

function dictOf(items: readonly Value[]): Dict {
  const dict: Dict = { kind: "dict", items: undefined };
  setItems(dict, items);
  return dict;
}

function setItems(dict: Value, items: readonly Value[]): void {
  if (!isKind(dict, "dict")) return;
  for (let at = 0; at + 1 < items.length; at += 2) {
    const key = items[at];
    const value = items[at + 1];
    if (typeof key !== "string" || value === undefined || !ARRAY_KEYS.has(key)) continue;
    dict.items ??= new Map();
    dict.items.set(key, value);
  }
}

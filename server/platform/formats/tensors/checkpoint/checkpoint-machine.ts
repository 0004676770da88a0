import { MachineStack } from "../../pickle/machine-stack.ts";
import { type Instruction, PickleError } from "../../pickle/next-instruction.ts";
import { plainValue } from "../../pickle/plain-value.ts";
import { resolveCall, resolvePersistentId } from "./resolve-call.ts";
import { isKind, OTHER, STATE_KEY, type StoredTensor, type Value } from "./values.ts";

/** No stack of a checkpoint comes near; what an attacker piles up stays small. */
const STACK_LIMITS = { stack: 100_000, memo: 1_000_000 };

/**
 * Goes through the steps of the pickle in a checkpoint and keeps which tensors lie under which keys.
 * Nothing is imported or called: names stay texts.
 */
export class CheckpointMachine {
  readonly #stack = new MachineStack<Value>(STACK_LIMITS);
  /** Every tensor that came up, whether a key leads to it or not. */
  readonly tensors = new Set<StoredTensor>();

  /** What loading would give back, once STOP was met. */
  get result(): Value {
    return this.#stack.top();
  }

  /** @throws {PickleError} where an unpickler would stop, for its stack is wrong. */
  perform(instruction: Instruction): void {
    if (!this.#stack.perform(instruction)) this.#nameOrCall(instruction);
  }

  #nameOrCall(instruction: Instruction): void {
    const stack = this.#stack;
    switch (instruction.name) {
      case "READONLY_BUFFER":
        return;
      case "BINPERSID":
        return stack.push(resolvePersistentId(stack.pop()));
      case "GLOBAL":
        return stack.push(named(...(instruction.texts ?? [])));
      case "STACK_GLOBAL": {
        const [module, name] = stack.popMany(2);
        return stack.push(named(module, name));
      }
      case "INST":
      case "OBJ":
        stack.popToMark();
        return stack.push({ kind: "branch", entries: [] });
      case "REDUCE":
      case "NEWOBJ": {
        const args = stack.pop();
        return stack.push(this.#call(stack.pop(), args));
      }
      case "NEWOBJ_EX": {
        const [callee = OTHER, args = OTHER] = stack.popMany(3);
        return stack.push(this.#call(callee, args));
      }
      case "BUILD": {
        const state = stack.pop();
        const target = stack.top();
        // Not copied: a short pickle can give one large state to many objects.
        if (isKind(target, "branch")) target.entries.push([STATE_KEY, state]);
        return;
      }
      default:
        return this.#collect(instruction);
    }
  }

  #call(callee: Value, args: Value): Value {
    return resolveCall(callee, args, (tensor) => this.tensors.add(tensor));
  }

  #collect(instruction: Instruction): void {
    const stack = this.#stack;
    switch (instruction.name) {
      case "TUPLE":
        return stack.push({ kind: "tuple", items: stack.popToMark() });
      case "TUPLE1":
      case "TUPLE2":
      case "TUPLE3":
        return stack.push({
          kind: "tuple",
          items: stack.popMany(Number(instruction.name.slice(-1))),
        });
      case "EMPTY_TUPLE":
        return stack.push({ kind: "tuple", items: [] });
      case "EMPTY_DICT":
      case "EMPTY_LIST":
      case "EMPTY_SET":
        return stack.push({ kind: "branch", entries: [] });
      case "DICT":
        return stack.push(withItems({ kind: "branch", entries: [] }, stack.popToMark()));
      case "LIST":
      case "FROZENSET":
        return stack.push(withValues({ kind: "branch", entries: [] }, stack.popToMark()));
      case "APPEND": {
        const values = stack.popMany(1);
        withValues(stack.top(), values);
        return;
      }
      case "APPENDS":
      case "ADDITEMS": {
        const values = stack.popToMark();
        withValues(stack.top(), values);
        return;
      }
      case "SETITEM": {
        const items = stack.popMany(2);
        withItems(stack.top(), items);
        return;
      }
      case "SETITEMS": {
        const items = stack.popToMark();
        withItems(stack.top(), items);
        return;
      }
      default: {
        const value = plainValue(instruction);
        return stack.push(typeof value === "object" ? OTHER : value);
      }
    }
  }
}

function named(module?: Value, name?: Value): Value {
  if (typeof module !== "string" || typeof name !== "string") {
    throw new PickleError("a name is computed or too long");
  }
  return { kind: "named", name: `${module}.${name}` };
}

/** Adds keys and values by turns. */
function withItems(target: Value, items: readonly Value[]): Value {
  if (!isKind(target, "branch")) return target;
  for (let at = 0; at + 1 < items.length; at += 2) {
    const key = items[at];
    const isShown = typeof key === "string" || typeof key === "number";
    target.entries.push([isShown ? String(key) : "?", items[at + 1] ?? OTHER]);
  }
  return target;
}

/** Adds values by their position. */
function withValues(target: Value, values: readonly Value[]): Value {
  if (!isKind(target, "branch")) return target;
  for (const value of values) target.entries.push([String(target.entries.length), value]);
  return target;
}

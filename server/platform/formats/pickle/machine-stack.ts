import { type Instruction, PickleError, PickleLimitError } from "./next-instruction.ts";
import { parseNumber } from "./pickle-text.ts";

export type StackLimits = { stack: number; memo: number };

/** The stack, the marks and the memo of an unpickler, with the rules of CPython's `_pickle.c`. */
export class MachineStack<Value> {
  #values: Value[] = [];
  #marks: number[] = [];
  readonly #memo = new Map<number, Value>();

  readonly #limits: StackLimits;

  constructor(limits: StackLimits) {
    this.#limits = limits;
  }

  /** Below it nothing can be taken before the mark is. */
  get #fence(): number {
    return this.#marks.at(-1) ?? 0;
  }

  get depth(): number {
    return this.#values.length;
  }

  /** Does what only moves values about. @returns false for an instruction that does more. */
  perform({ name, number, texts }: Instruction): boolean {
    switch (name) {
      case "PROTO":
      case "FRAME":
      case "STOP":
        return true;
      case "MARK":
        this.mark();
        return true;
      case "POP":
        this.popValueOrMark();
        return true;
      case "POP_MARK":
        this.popToMark();
        return true;
      case "DUP":
        this.push(this.top());
        return true;
      case "PUT":
        this.remember(parseNumber(texts?.[0] ?? "") ?? -1);
        return true;
      case "BINPUT":
      case "LONG_BINPUT":
        this.remember(number);
        return true;
      case "MEMOIZE":
        this.remember(undefined);
        return true;
      case "GET":
        this.recall(parseNumber(texts?.[0] ?? ""));
        return true;
      case "BINGET":
      case "LONG_BINGET":
        this.recall(number);
        return true;
      default:
        return false;
    }
  }

  push(value: Value): void {
    if (this.#values.length === this.#limits.stack)
      throw new PickleLimitError("its stack grows too deep");
    this.#values.push(value);
  }

  pop(): Value {
    const value = this.#values.length > this.#fence ? this.#values.pop() : undefined;
    if (value === undefined) throw new PickleError("it takes more from its stack than lies there");
    return value;
  }

  popMany(count: number): Value[] {
    return Array.from({ length: count }, () => this.pop()).toReversed();
  }

  top(): Value {
    const value = this.#values.length > this.#fence ? this.#values.at(-1) : undefined;
    if (value === undefined) throw new PickleError("it looks at an empty stack");
    return value;
  }

  replaceTop(value: Value): void {
    this.pop();
    this.push(value);
  }

  mark(): void {
    if (this.#marks.length === this.#limits.stack)
      throw new PickleLimitError("it sets too many marks");
    this.#marks.push(this.#values.length);
  }

  /** What lies above the last mark, and the mark with it. */
  popToMark(): Value[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new PickleError("it looks for a mark that is not there");
    return this.#values.splice(mark);
  }

  /** POP takes a mark when nothing lies above it. */
  popValueOrMark(): void {
    if (this.#marks.at(-1) === this.#values.length) this.#marks.pop();
    else this.pop();
  }

  remember(index: number | undefined): void {
    if (this.#memo.size === this.#limits.memo) throw new PickleLimitError("it remembers too much");
    this.#memo.set(index ?? this.#memo.size, this.top());
  }

  recall(index: number | undefined): void {
    const value = index === undefined ? undefined : this.#memo.get(index);
    if (value === undefined) throw new PickleError("it recalls what it has never remembered");
    this.push(value);
  }
}

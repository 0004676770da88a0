import type { ByteWindow } from "./byte-window.ts";
import { type Opcode, OPCODES } from "./opcodes.ts";

/** One step of a pickle. */
export type Instruction = {
  name: string;
  /** Of the opcode's byte, from the beginning of the stream. */
  offset: number;
  /** Of a number of fixed width, read as unsigned; of the count where bytes are counted. */
  number: number;
  /** The lines, or the counted text, of an argument that is short enough to be looked at. */
  texts: readonly string[] | undefined;
  /** Where the counted bytes of the argument lie. */
  bytes: { start: number; end: number } | undefined;
};

/** Why a stream of instructions ends before its STOP. */
export class PickleError extends Error {
  override name = "PickleError";
}

/** What is looked at is less than the stream has: it may go on where this ends. */
export class PickleLimitError extends PickleError {
  override name = "PickleLimitError";
}

/** Longer texts are skipped: no module or attribute has such a name. */
const TEXT_LIMIT_BYTES = 4096;
const NEWLINE = 0x0a;
const LONGEST_HEAD_BYTES = 9;

/**
 * Reads the next instruction of a pickle, whatever the protocol: what `pickletools.genops` yields.
 * Arguments are bounded; longer ones are gone over without being held.
 * @throws {PickleError} when the stream ends or has no opcode here.
 */
export async function nextInstruction(window: ByteWindow): Promise<Instruction> {
  const { opcode, code, offset } = await nextOpcode(window);
  const { argument, name } = opcode;
  switch (argument.form) {
    case "none":
      return { name, offset, number: code, texts: undefined, bytes: undefined };
    case "fixed": {
      const number = await takeNumber(window, argument.bytes);
      return { name, offset, number, texts: undefined, bytes: undefined };
    }
    case "lines": {
      const texts = await takeLines(window, argument.lines);
      return { name, offset, number: 0, texts, bytes: undefined };
    }
    case "counted": {
      const number = await takeNumber(window, argument.width);
      const start = window.offset;
      const texts = argument.isText ? await takeText(window, number) : undefined;
      if (texts === undefined) await window.skip(number);
      return { name, offset, number, texts, bytes: { start, end: start + number } };
    }
  }
}

/**
 * As `nextInstruction`, without waiting, for one that lies whole in the window, as most do; undefined
 * for any other.
 */
export function instructionAtHand(window: ByteWindow): Instruction | undefined {
  if (window.available < LONGEST_HEAD_BYTES) return undefined;
  const head = window.peek(LONGEST_HEAD_BYTES);
  const code = head[0] ?? 0;
  const opcode = OPCODES[code];
  if (opcode === undefined || opcode.argument.form === "lines") return undefined;
  const { name, argument } = opcode;
  const { offset } = window;
  if (argument.form === "none") {
    window.advance(1);
    return { name, offset, number: code, texts: undefined, bytes: undefined };
  }
  const width = argument.form === "fixed" ? argument.bytes : argument.width;
  const number = numberOf(head, 1, width);
  const start = 1 + width;
  if (argument.form === "fixed") {
    window.advance(start);
    return { name, offset, number, texts: undefined, bytes: undefined };
  }
  const isShort = number <= TEXT_LIMIT_BYTES && window.available >= start + number;
  if (!isShort || !argument.isText) return undefined;
  const texts = [decode(window.peek(start + number).subarray(start))];
  window.advance(start + number);
  const from = offset + start;
  return { name, offset, number, texts, bytes: { start: from, end: from + number } };
}

async function nextOpcode(
  window: ByteWindow,
): Promise<{ opcode: Opcode; code: number; offset: number }> {
  const { offset } = window;
  if (window.available < LONGEST_HEAD_BYTES) await window.fill(LONGEST_HEAD_BYTES);
  const code = window.peek(1)[0];
  if (code === undefined) throw new PickleError("the stream ends before its STOP");
  const opcode = OPCODES[code];
  if (opcode === undefined) throw new PickleError(`byte ${offset} is no opcode`);
  window.advance(1);
  return { opcode, code, offset };
}

async function takeNumber(window: ByteWindow, bytes: number): Promise<number> {
  if (window.available < bytes && !(await window.fill(bytes))) throw cut();
  const number = numberOf(window.peek(bytes), 0, bytes);
  window.advance(bytes);
  return number;
}

/** Little-endian and unsigned; a value that no file can reach becomes infinite. */
function numberOf(head: Buffer, at: number, bytes: number): number {
  if (bytes <= 4) return head.readUIntLE(at, bytes);
  const value = Number(head.readBigUInt64LE(at));
  return value > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : value;
}

async function takeText(window: ByteWindow, bytes: number): Promise<string[] | undefined> {
  if (bytes > TEXT_LIMIT_BYTES) return undefined;
  if (window.available < bytes && !(await window.fill(bytes))) throw cut();
  const text = decode(window.peek(bytes));
  window.advance(bytes);
  return [text];
}

async function takeLines(window: ByteWindow, lines: number): Promise<string[] | undefined> {
  const texts: string[] = [];
  for (let line = 0; line < lines; line += 1) {
    const text = await takeLine(window);
    if (text !== undefined) texts.push(text);
  }
  return texts.length === lines ? texts : undefined;
}

/** Without its end; undefined for a line above the limit, which is gone over. */
async function takeLine(window: ByteWindow): Promise<string | undefined> {
  let isLong = false;
  for (;;) {
    const end = window.indexOf(NEWLINE);
    if (end !== -1) {
      const text = isLong || end > TEXT_LIMIT_BYTES ? undefined : decode(window.peek(end));
      window.advance(end + 1);
      return text;
    }
    if (window.available > TEXT_LIMIT_BYTES) {
      isLong = true;
      window.advance(window.available);
    }
    if (!(await window.fill(window.available + 1))) throw cut();
  }
}

function cut(): PickleError {
  return new PickleError("the stream ends inside an argument");
}

/** As UTF-8, and byte by byte where it is not: no unpickler takes such a name for another one. */
function decode(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? bytes.toString("latin1") : text;
}

import type { Instruction } from "./next-instruction.ts";
import { decodeRawUnicode, parseNumber, unquote } from "./pickle-text.ts";
import { DATA, UNKNOWN, type Value } from "./values.ts";

/** What an instruction without operands puts on the stack. */
export function plainValue({ name, number, texts, bytes }: Instruction): Value {
  const text = texts?.[0];
  switch (name) {
    case "BINUNICODE":
    case "SHORT_BINUNICODE":
    case "BINUNICODE8":
    case "BINSTRING":
    case "SHORT_BINSTRING":
      return text ?? UNKNOWN;
    case "UNICODE":
      return text === undefined ? UNKNOWN : decodeRawUnicode(text);
    case "STRING":
      return (text === undefined ? undefined : unquote(text)) ?? UNKNOWN;
    case "INT":
    case "LONG":
      return parseNumber(text ?? "") ?? DATA;
    case "BININT1":
    case "BININT2":
      return number;
    case "BININT":
      return number | 0;
    case "BINBYTES":
    case "SHORT_BINBYTES":
    case "BINBYTES8":
    case "BYTEARRAY8":
      return bytes === undefined ? DATA : { kind: "bytes", ...bytes };
    case "PERSID":
    case "NEXT_BUFFER":
      return UNKNOWN;
    default:
      return DATA;
  }
}

/**
 * How the argument of an opcode is written. A number of bytes in front of them is `counted`, its
 * width given with it; a line ends with `\n`.
 */
type Argument =
  | { form: "none" }
  | { form: "fixed"; bytes: number }
  | { form: "lines"; lines: 1 | 2 }
  | { form: "counted"; width: 1 | 4 | 8; isText: boolean };

export type Opcode = { name: string; argument: Argument };

const none: Argument = { form: "none" };
const line: Argument = { form: "lines", lines: 1 };
const twoLines: Argument = { form: "lines", lines: 2 };
const fixed = (bytes: number): Argument => ({ form: "fixed", bytes });
const text = (width: 1 | 4 | 8): Argument => ({ form: "counted", width, isText: true });
const bytes = (width: 1 | 4 | 8): Argument => ({ form: "counted", width, isText: false });

/**
 * The opcodes of protocols 0 to 5, as the table of CPython's `Lib/pickletools.py` and PEP 574 name
 * them. An unpickler takes any opcode whatever protocol the stream announces, and so does this.
 */
const TABLE: readonly [code: string | number, name: string, argument: Argument][] = [
  ["(", "MARK", none],
  [".", "STOP", none],
  ["0", "POP", none],
  ["1", "POP_MARK", none],
  ["2", "DUP", none],
  ["F", "FLOAT", line],
  ["I", "INT", line],
  ["J", "BININT", fixed(4)],
  ["K", "BININT1", fixed(1)],
  ["L", "LONG", line],
  ["M", "BININT2", fixed(2)],
  ["N", "NONE", none],
  ["P", "PERSID", line],
  ["Q", "BINPERSID", none],
  ["R", "REDUCE", none],
  ["S", "STRING", line],
  ["T", "BINSTRING", text(4)],
  ["U", "SHORT_BINSTRING", text(1)],
  ["V", "UNICODE", line],
  ["X", "BINUNICODE", text(4)],
  ["a", "APPEND", none],
  ["b", "BUILD", none],
  ["c", "GLOBAL", twoLines],
  ["d", "DICT", none],
  ["}", "EMPTY_DICT", none],
  ["e", "APPENDS", none],
  ["g", "GET", line],
  ["h", "BINGET", fixed(1)],
  ["i", "INST", twoLines],
  ["j", "LONG_BINGET", fixed(4)],
  ["l", "LIST", none],
  ["]", "EMPTY_LIST", none],
  ["o", "OBJ", none],
  ["p", "PUT", line],
  ["q", "BINPUT", fixed(1)],
  ["r", "LONG_BINPUT", fixed(4)],
  ["s", "SETITEM", none],
  ["t", "TUPLE", none],
  [")", "EMPTY_TUPLE", none],
  ["u", "SETITEMS", none],
  ["G", "BINFLOAT", fixed(8)],
  [0x80, "PROTO", fixed(1)],
  [0x81, "NEWOBJ", none],
  [0x82, "EXT1", fixed(1)],
  [0x83, "EXT2", fixed(2)],
  [0x84, "EXT4", fixed(4)],
  [0x85, "TUPLE1", none],
  [0x86, "TUPLE2", none],
  [0x87, "TUPLE3", none],
  [0x88, "NEWTRUE", none],
  [0x89, "NEWFALSE", none],
  [0x8a, "LONG1", bytes(1)],
  [0x8b, "LONG4", bytes(4)],
  ["B", "BINBYTES", bytes(4)],
  ["C", "SHORT_BINBYTES", bytes(1)],
  [0x8c, "SHORT_BINUNICODE", text(1)],
  [0x8d, "BINUNICODE8", text(8)],
  [0x8e, "BINBYTES8", bytes(8)],
  [0x8f, "EMPTY_SET", none],
  [0x90, "ADDITEMS", none],
  [0x91, "FROZENSET", none],
  [0x92, "NEWOBJ_EX", none],
  [0x93, "STACK_GLOBAL", none],
  [0x94, "MEMOIZE", none],
  [0x95, "FRAME", fixed(8)],
  [0x96, "BYTEARRAY8", bytes(8)],
  [0x97, "NEXT_BUFFER", none],
  [0x98, "READONLY_BUFFER", none],
];

/** By the byte that stands for them; undefined for bytes that are no opcode. */
export const OPCODES: readonly (Opcode | undefined)[] = byCode();

function byCode(): (Opcode | undefined)[] {
  const opcodes: (Opcode | undefined)[] = Array.from({ length: 256 });
  for (const [code, name, argument] of TABLE) {
    opcodes[typeof code === "string" ? code.charCodeAt(0) : code] = { name, argument };
  }
  return opcodes;
}

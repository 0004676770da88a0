/** A module's attribute that the unpickler looks up: importing the module runs its code. */
export type Import = {
  kind: "import";
  module: string;
  name: string;
  /** Looked up on an object with `getattr`, or under a number of `copyreg`. */
  via: "import" | "getattr" | "extension";
};

/** What a call gives back; only what later steps need is kept. */
export type Call = {
  kind: "call";
  callee: Import | undefined;
  args: Value;
  state: Dict | undefined;
};

export type Tuple = { kind: "tuple"; items: readonly Value[] };

/** Only the values under keys that describe an array are kept. */
export type Dict = { kind: "dict"; items: Map<string, Value> | undefined };

/** Bytes of the stream itself. */
export type Bytes = { kind: "bytes"; start: number; end: number };

/** Data that is no text, so that no later step can take it for a name. */
export type Data = { kind: "data" };

/** What only the one who loads knows, or was too long to be kept: it may be a text. */
export type Unknown = { kind: "unknown" };

/** What the stack and the memo of an unpickler hold, as far as it decides what is imported. */
export type Value = string | number | Import | Call | Tuple | Dict | Bytes | Data | Unknown;

export const DATA: Data = { kind: "data" };
export const UNKNOWN: Unknown = { kind: "unknown" };

const TUPLE_ITEMS = 8;

/** A tuple that holds no deeper tuples than a call's arguments need. */
export function tupleOf(items: readonly Value[]): Value {
  if (items.length === 0) return EMPTY_TUPLE;
  if (items.length > TUPLE_ITEMS) return DATA;
  return { kind: "tuple", items: items.map(shallow) };
}

const EMPTY_TUPLE: Tuple = { kind: "tuple", items: [] };

function shallow(value: Value): Value {
  if (!isKind(value, "tuple")) return value;
  return value.items.some((item) => isKind(item, "tuple")) ? DATA : value;
}

type Kind = Exclude<Value, string | number>["kind"];

export function isKind<K extends Kind>(
  value: Value | undefined,
  kind: K,
): value is Extract<Value, { kind: K }> {
  return typeof value === "object" && value.kind === kind;
}

/** The items of a tuple; none of anything else. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return isKind(value, "tuple") ? value.items : [];
}

/** Whether a step that takes a text might take this. */
export function mayBeText(value: Value | undefined): boolean {
  return typeof value === "string" || isKind(value, "call") || isKind(value, "unknown");
}

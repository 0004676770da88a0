/** A function or class by its name; none is ever looked up. */
export type Named = { kind: "named"; name: string };

export type Tuple = { kind: "tuple"; items: readonly Value[] };

/** What holds other values under keys: a dictionary, a list by positions, an object by its state. */
export type Branch = { kind: "branch"; entries: [key: string, value: Value][] };

/** The bytes that tensors are views of: an entry of the archive. */
export type Storage = { kind: "storage"; key: string; dtype: string };

/** A view of a storage. Shape, strides and offset count values; they are as the pickle claims. */
export type StoredTensor = {
  kind: "tensor";
  dtype: string;
  storage: Storage;
  offset: number | undefined;
  shape: number[];
  strides: number[] | undefined;
};

/** Whatever does not lead to tensors. */
export type Other = { kind: "other" };

/** What the machine's stack and memo hold. */
export type Value = string | number | Named | Tuple | Branch | Storage | StoredTensor | Other;

/** The key of an object's state: what lies in it belongs to the object itself. */
export const STATE_KEY = "";

export const OTHER: Other = { kind: "other" };

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

import {
  CutText,
  Dropped,
  type PrunedJson,
  type PrunedObject,
} from "../../../../platform/formats/json/prune-json.ts";

const NOTHING: PrunedObject = Object.freeze(Object.create(null) as PrunedObject);

/** Text and the bytes of it that are not there. */
export type KeptText = { text: string; cutBytes: number };

export function objectOf(value: PrunedJson | undefined): PrunedObject {
  const isObject =
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Dropped) &&
    !(value instanceof CutText);
  return isObject ? value : NOTHING;
}

export function listOf(value: PrunedJson | undefined): PrunedJson[] {
  return Array.isArray(value) ? value : [];
}

export function numberOf(value: PrunedJson | undefined): number | null {
  return typeof value === "number" ? value : null;
}

export function stringOf(value: PrunedJson | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A string, or the list of lines that notebooks keep long strings as. */
export function textOf(value: PrunedJson | undefined): KeptText {
  const parts = Array.isArray(value) ? value : [value];
  const texts: string[] = [];
  let cutBytes = 0;
  for (const part of parts) {
    if (typeof part === "string") texts.push(part);
    else if (part instanceof Dropped) cutBytes += part.sizeBytes;
    else if (part instanceof CutText) {
      texts.push(part.text);
      cutBytes += part.droppedBytes;
    }
  }
  return { text: texts.join("").toWellFormed(), cutBytes };
}

/** No more than so many characters, counting what goes. */
export function shorten({ text, cutBytes }: KeptText, limit: number): KeptText {
  if (text.length <= limit) return { text, cutBytes };
  const kept = text.slice(0, limit).toWellFormed();
  return { text: kept, cutBytes: cutBytes + Buffer.byteLength(text.slice(limit)) };
}

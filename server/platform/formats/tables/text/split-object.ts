/** A member of a JSON object: the value as it is written, so that no number is rounded. */
export type Member = { key: string; raw: string };

/**
 * The members of a JSON object on the outermost level.
 * @param text is valid JSON.
 * @returns undefined when it is no object.
 */
export function splitObject(text: string): Member[] | undefined {
  let at = skipBlank(text, 0);
  if (text[at] !== "{") return undefined;
  const members: Member[] = [];
  at = skipBlank(text, at + 1);
  while (text[at] === '"') {
    const keyEnd = skipString(text, at);
    const colon = text.indexOf(":", keyEnd);
    const start = skipBlank(text, colon + 1);
    const end = skipValue(text, start);
    members.push({ key: unquote(text.slice(at, keyEnd)), raw: text.slice(start, end) });
    at = skipBlank(text, end);
    if (text[at] !== ",") break;
    at = skipBlank(text, at + 1);
  }
  return members;
}

/** What a value looks like in a cell: a string without its quotes, null as nothing. */
export function cellText(raw: string): string | null {
  if (raw === "null") return null;
  return raw.startsWith('"') ? unquote(raw) : raw;
}

function unquote(raw: string): string {
  return raw.includes("\\") ? String(JSON.parse(raw)).toWellFormed() : raw.slice(1, -1);
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** @param from is at the opening quote. @returns the place after the closing one. */
function skipString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function skipValue(text: string, from: number): number {
  if (text[from] === '"') return skipString(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = skipString(text, at);
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") {
      if (depth === 0) return trimEnd(text, from, at);
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === "," && depth === 0) return trimEnd(text, from, at);
    at += 1;
  }
  return at;
}

function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

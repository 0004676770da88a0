const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

/**
 * The members of the object that a JSON text holds, one after the other, each value still as text.
 * Unlike `JSON.parse` it builds nothing, can be left at any member and shows names given twice.
 * @throws {SyntaxError} where the text is no object. Values are as yet unchecked.
 */
export function* jsonMembers(
  text: string,
): Generator<{ key: string; value: string }, void, undefined> {
  let at = expect(text, skipBlank(text, 0), OPEN_OBJECT);
  if (text.charCodeAt(at) !== CLOSE_OBJECT) {
    for (;;) {
      if (text.charCodeAt(at) !== QUOTE) fail(at);
      const keyEnd = endOfString(text, at);
      const key = String(JSON.parse(text.slice(at, keyEnd)));
      at = expect(text, skipBlank(text, keyEnd), COLON);
      const valueEnd = endOfValue(text, at);
      yield { key, value: text.slice(at, valueEnd) };
      at = skipBlank(text, valueEnd);
      if (text.charCodeAt(at) !== COMMA) break;
      at = skipBlank(text, at + 1);
    }
  }
  if (expect(text, at, CLOSE_OBJECT) !== text.length) fail(at + 1);
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (code === COMMA && depth === 0) return at;
  }
  return fail(text.length);
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return fail(text.length);
}

function expect(text: string, at: number, code: number): number {
  if (text.charCodeAt(at) !== code) fail(at);
  return skipBlank(text, at + 1);
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function fail(at: number): never {
  throw new SyntaxError(`no JSON object: unexpected text at character ${at}`);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};

/**
 * A string of opcode STRING: quoted, with the escapes of a Python 2 literal (`codecs.escape_decode`),
 * behind which the name of a module can hide. Undefined when it is not quoted.
 */
export function unquote(literal: string): string | undefined {
  const trimmed = literal.trim();
  const quote = trimmed[0];
  if (trimmed.length < 2 || (quote !== '"' && quote !== "'") || !trimmed.endsWith(quote)) {
    return undefined;
  }
  return trimmed.slice(1, -1).replaceAll(/\\(?:x[\da-f]{2}|[0-7]{1,3}|[^])/gi, decodeEscape);
}

function decodeEscape(escape: string): string {
  const after = escape.slice(1);
  if (/^x./i.test(after)) return String.fromCharCode(Number.parseInt(after.slice(1), 16));
  if (/^[0-7]/.test(after)) return String.fromCharCode(Number.parseInt(after, 8) & 0xff);
  return ESCAPES[after] ?? (/['"\\]/.test(after) ? after : escape);
}

/** A string of opcode UNICODE: `\uXXXX` and `\UXXXXXXXX` stand for characters. */
export function decodeRawUnicode(text: string): string {
  return text.replaceAll(/\\(?:u([\da-f]{4})|U([\da-f]{8}))/gi, (all: string, short, long) => {
    const code = Number.parseInt((short ?? long) as string, 16);
    return code > 0x10_ffff ? all : String.fromCodePoint(code);
  });
}

/** A number as unpicklers take it: white space, a sign and `_` between digits are allowed. */
export function parseNumber(text: string): number | undefined {
  const digits = text.trim().replace(/L$/, "").replaceAll("_", "");
  if (digits === "") return undefined;
  const value = Number(digits);
  return Number.isNaN(value) ? undefined : value;
}

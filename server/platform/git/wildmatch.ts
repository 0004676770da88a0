import { readBracket } from "./bracket.ts";

/**
 * Git's pattern language (wildmatch with WM_PATHNAME), compiled to a list of tokens. All tokens are
 * tried side by side, so matching costs at most pattern × path steps: a hostile pattern cannot
 * stall the server, as one that backtracks could. Works on bytes, as git does.
 */
export type Pattern = readonly Token[];

type Token =
  | { kind: "byte"; byte: number }
  /** `?` or a bracket expression: one byte, never a slash. */
  | { kind: "class"; accepts: (byte: number) => boolean }
  /** `*`: any bytes without a slash. */
  | { kind: "star" }
  /** `**` at the end: any bytes. */
  | { kind: "rest" }
  /** Any number of folders, each with its slash. */
  | { kind: "folders" };

// As long as a path may be.
const PATTERN_LIMIT_BYTES = 4096;
const SLASH = 0x2f;
const STAR = 0x2a;

/** @returns undefined when the pattern can match nothing, such as an unclosed bracket. */
export function compilePattern(text: string): Pattern | undefined {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > PATTERN_LIMIT_BYTES) return undefined;
  const tokens: Token[] = [];
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes.readUInt8(at);
    if (byte === STAR) {
      const { token, next } = readStars(bytes, at);
      tokens.push(token);
      at = next;
    } else if (byte === 0x3f) {
      tokens.push({ kind: "class", accepts: () => true });
      at++;
    } else if (byte === 0x5b) {
      const bracket = readBracket(bytes, at + 1);
      if (!bracket) return undefined;
      tokens.push({ kind: "class", accepts: bracket.accepts });
      at = bracket.next;
    } else {
      if (byte === 0x5c) at++;
      if (at >= bytes.length) return undefined;
      tokens.push({ kind: "byte", byte: bytes.readUInt8(at) });
      at++;
    }
  }
  return tokens;
}

export function matches(pattern: Pattern, path: string): boolean {
  const size = pattern.length + 1;
  // A state is the index of the token that comes next; a second half holds the states within the
  // name of a folder that a token accepts.
  let states = new Uint8Array(2 * size);
  reach(pattern, states, 0);
  for (const byte of Buffer.from(path, "utf8")) {
    const next = new Uint8Array(2 * size);
    for (let state = 0; state < size; state++) {
      if (states[state] === 1) step(pattern, { state, byte, next });
      if (states[size + state] === 1) {
        if (byte === SLASH) reach(pattern, next, state);
        else next[size + state] = 1;
      }
    }
    states = next;
  }
  return states[pattern.length] === 1;
}

type Step = { state: number; byte: number; next: Uint8Array };

function step(pattern: Pattern, { state, byte, next }: Step): void {
  const token = pattern[state];
  switch (token?.kind) {
    case undefined:
      break;
    case "byte":
      if (token.byte === byte) reach(pattern, next, state + 1);
      break;
    case "class":
      if (byte !== SLASH && token.accepts(byte)) reach(pattern, next, state + 1);
      break;
    case "star":
      if (byte !== SLASH) reach(pattern, next, state);
      break;
    case "rest":
      reach(pattern, next, state);
      break;
    case "folders":
      if (byte !== SLASH) next[pattern.length + 1 + state] = 1;
      break;
  }
}

/** Marks a state and those behind it that need no byte. */
function reach(pattern: Pattern, states: Uint8Array, first: number): void {
  for (let state = first; states[state] !== 1; state++) {
    states[state] = 1;
    const kind = pattern[state]?.kind;
    if (kind !== "star" && kind !== "rest" && kind !== "folders") break;
  }
}

/** `**` reaches over folders only between slashes or ends; elsewhere it is `*`. */
function readStars(bytes: Buffer, start: number): { token: Token; next: number } {
  let end = start;
  while (bytes[end] === STAR) end++;
  const isAfterSlash = start === 0 || bytes[start - 1] === SLASH;
  if (end - start >= 2 && isAfterSlash) {
    if (end === bytes.length) return { token: { kind: "rest" }, next: end };
    if (bytes[end] === SLASH) return { token: { kind: "folders" }, next: end + 1 };
  }
  return { token: { kind: "star" }, next: end };
}

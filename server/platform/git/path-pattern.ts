import { compilePattern, matches } from "./wildmatch.ts";

/** A pattern of `.gitattributes` or `.gitignore`, bound to the folder of its file. */
export type PathPattern = { matches: (path: string, isFolder: boolean) => boolean };

/**
 * A pattern without a slash (other than the last byte) applies to the last segment of any path
 * below the folder, one with a slash to the whole path from the folder on; a final slash means
 * folders only.
 * @returns undefined when it can match nothing.
 */
export function compilePathPattern(text: string, folder: string): PathPattern | undefined {
  const isForFolders = text.endsWith("/");
  const body = isForFolders ? text.slice(0, -1) : text;
  const isForNames = !body.includes("/");
  const accepts = compile(body.replace(/^\//, ""), isForNames);
  if (!accepts || body === "") return undefined;
  const prefix = folder === "" ? "" : `${folder}/`;
  return {
    matches(path, isFolder) {
      if (!path.startsWith(prefix) || (isForFolders && !isFolder)) return false;
      const subject = path.slice(isForNames ? path.lastIndexOf("/") + 1 : prefix.length);
      return accepts(subject);
    },
  };
}

/** Nearly all patterns are a plain name or `*.extension`: these need no matcher. */
function compile(text: string, isForNames: boolean): ((subject: string) => boolean) | undefined {
  if (!SPECIAL.test(text)) return (subject) => subject === text;
  const ending = text.slice(1);
  if (isForNames && text.startsWith("*") && !SPECIAL.test(ending)) {
    return (subject) => subject.endsWith(ending);
  }
  const pattern = compilePattern(text);
  return pattern && ((subject) => matches(pattern, subject));
}

const SPECIAL = /[*?[\\]/;

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
};

/** Reads a C-style quoted text at the beginning of a line; undefined when it is not well-formed. */
export function unquote(line: string): { text: string; rest: string } | undefined {
  const [quoted, inner = ""] = /^"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  if (quoted === undefined) return undefined;
  const bytes: Buffer[] = [];
  for (const [part, octal, letter] of inner.matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+/g)) {
    if (octal !== undefined) bytes.push(Buffer.from([Number.parseInt(octal, 8)]));
    else if (letter === undefined) bytes.push(Buffer.from(part));
    else {
      const escaped = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
      if (escaped === undefined) return undefined;
      bytes.push(Buffer.from(escaped));
    }
  }
  return { text: Buffer.concat(bytes).toString("utf8"), rest: line.slice(quoted.length) };
}

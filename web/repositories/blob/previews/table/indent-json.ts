const STEP = "  ";

/** JSON over several lines, every number as it is written: it is not parsed, so nothing is rounded. */
export function indentJson(text: string): string {
  let out = "";
  let depth = 0;
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (isString) {
      out += character;
      if (character === "\\") out += text[(at += 1)] ?? "";
      else if (character === '"') isString = false;
    } else if (character === "{" || character === "[") {
      const isEmpty = /^\s*[}\]]/u.test(text.slice(at + 1, at + 20));
      depth += 1;
      out += isEmpty ? character : `${character}\n${STEP.repeat(depth)}`;
    } else if (character === "}" || character === "]") {
      depth -= 1;
      out += /[{[]$/u.test(out) ? character : `\n${STEP.repeat(Math.max(0, depth))}${character}`;
    } else if (character === ",") out += `,\n${STEP.repeat(depth)}`;
    else if (character === ":") out += ": ";
    else if (!/\s/u.test(character)) {
      out += character;
      isString = character === '"';
    }
  }
  return out;
}

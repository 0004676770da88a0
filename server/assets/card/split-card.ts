/** Where the parts of a README.md lie, as offsets into its text. */
export type CardParts = {
  /** The YAML between the two `---` lines; undefined where the card has no front matter. */
  yaml: { start: number; end: number } | undefined;
  /** Start of the Markdown body. */
  bodyStart: number;
  /** Where metadata begins that no second `---` ends: its author will think that it counts. */
  unclosedStart?: number;
};

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Finds the front matter: a line `---` at the very start (a byte order mark and blank lines may
 * precede it, as the hub's own clients allow) up to the next line `---`. A block that is never
 * closed is body: a rule of Markdown, unless a key follows it. Takes time linear in the text.
 */
export function splitCard(source: string): CardParts {
  const textStart = source.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const none: CardParts = { yaml: undefined, bodyStart: textStart };

  const opening = /\s*/y;
  opening.lastIndex = textStart;
  opening.test(source);
  const fence = opening.lastIndex;
  const isAtLineStart = fence === textStart || /[\r\n]/.test(source[fence - 1] ?? "");
  const start = isAtLineStart ? endOfFence(source, fence) : undefined;
  if (start === undefined) return none;

  for (let line = start; line < source.length; line = nextLine(source, line)) {
    const bodyStart = endOfFence(source, line);
    if (bodyStart !== undefined) return { yaml: { start, end: line }, bodyStart };
  }
  return beginsWithKey(source, start) ? { ...none, unclosedStart: start } : none;
}

function beginsWithKey(source: string, offset: number): boolean {
  const key = /[A-Za-z_][\w-]{0,100}:(?:[ \t\r\n]|$)/y;
  key.lastIndex = offset;
  return key.test(source);
}

/** Where the line after a `---` line begins; undefined where there is no such line at `offset`. */
function endOfFence(source: string, offset: number): number | undefined {
  if (!source.startsWith("---", offset)) return undefined;
  const rest = /[ \t]*(?:\r\n|\n|\r|$)/y;
  rest.lastIndex = offset + 3;
  return rest.test(source) ? rest.lastIndex : undefined;
}

function nextLine(source: string, offset: number): number {
  const lineBreak = source.indexOf("\n", offset);
  return lineBreak === -1 ? source.length : lineBreak + 1;
}

/** The 1-based line of an offset. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf("\n"); at !== -1 && at < offset; at = source.indexOf("\n", at + 1)) {
    line += 1;
  }
  return line;
}

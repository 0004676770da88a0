/** A run of characters of one colour. */
export type Token = { text: string; className: string | undefined };

/** Longer lines are cut: a browser cannot lay out megabytes in one line. */
export const MAX_LINE_LENGTH = 5000;

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/** Lines of a text without colours. A trailing line break ends the last line and begins none. */
export function plainLines(text: string): Token[][] {
  const lines = text.split(/\r\n|\r|\n/u);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines.map((line) => [{ text: line, className: undefined }]);
}

/**
 * Turns highlight.js's answer (nothing but `<span class>`, text and five entities) into tokens by
 * line, so that lines can be shown one by one and no HTML is ever put into the page.
 */
export function colouredLines(html: string): Token[][] {
  const lines: Token[][] = [[]];
  const open: string[] = [];
  for (const [part] of html.matchAll(/<span class="[^"]*">|<\/span>|[^<]+/gu)) {
    if (part === "</span>") open.pop();
    else if (part.startsWith("<span")) open.push(part.slice(13, -2));
    else addText(lines, decode(part), open.join(" "));
  }
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function addText(lines: Token[][], text: string, className: string): void {
  for (const [index, piece] of text.split("\n").entries()) {
    if (index > 0) lines.push([]);
    if (piece !== "") lines.at(-1)?.push({ text: piece, className: className || undefined });
  }
}

function decode(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#x27);/gu, (entity) => ENTITIES[entity] ?? entity);
}

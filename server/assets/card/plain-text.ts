const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  mdash: "—",
  ndash: "–",
  hellip: "…",
  copy: "©",
};

/** Elements whose content is no prose. */
const HIDDEN_ELEMENTS = ["script", "style", "svg", "math", "template"];

/**
 * The words of a Markdown text, for search and summaries: no markup, no HTML, no code blocks, one
 * paragraph per line. Never contains anything that a browser would read as a tag. Takes time linear
 * in the text.
 */
export function plainText(markdown: string): string {
  const withoutHtml = removeHtml(removeCodeBlocks(markdown));
  const lines = withoutHtml.split("\n").map(plainLine);
  return disarm(decodeEntities(lines.join("\n")))
    .replaceAll("\0", " ")
    .toWellFormed()
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replaceAll(/\n{2,}/g, "\n")
    .trim();
}

/** Drops fenced blocks; one that is never closed goes on to the end, as in CommonMark. */
function removeCodeBlocks(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n|\n|\r/)) {
    const marker = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && marker !== undefined) fence = marker;
    else if (fence === undefined) kept.push(line);
    else if (marker?.startsWith(fence) && line.trim() === marker) fence = undefined;
  }
  return kept.join("\n");
}

/** Drops comments, tags, and elements whose content is no prose. */
function removeHtml(text: string): string {
  const parts: string[] = [];
  let at = 0;
  // The next ">" is looked for only once it was passed, so that many "<" cost no second scan.
  let close = -1;
  for (let open = text.indexOf("<"); open !== -1; open = text.indexOf("<", at)) {
    if (close < open) close = after(text, ">", open);
    const end = endOfMarkup(text, open, close);
    parts.push(text.slice(at, open), end === open ? "<" : " ");
    at = end === open ? open + 1 : end;
  }
  return parts.join("") + text.slice(at);
}

/**
 * Where the markup that begins at `open` ends; `open` itself where a bare `<` stands.
 * @param close offset after the next `>`
 */
function endOfMarkup(text: string, open: number, close: number): number {
  if (text.startsWith("<!--", open)) return after(text, "-->", open + 4);
  const tag = /^<(\/?[A-Za-z][A-Za-z0-9-]{0,40}|[!?])/.exec(text.slice(open, open + 50));
  if (!tag) return open;
  // A tag is short; a lone "<b" in prose must not swallow the rest of the text.
  if (close - open > 5000) return open + tag[0].length;
  const name = tag[1]?.toLowerCase() ?? "";
  if (!HIDDEN_ELEMENTS.includes(name) || text[close - 2] === "/") return close;
  return endOfElement(text, name, close);
}

function endOfElement(text: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[^>]{0,100}>`, "gi");
  end.lastIndex = from;
  return end.test(text) ? end.lastIndex : text.length;
}

function after(text: string, marker: string, from: number): number {
  const at = text.indexOf(marker, from);
  return at === -1 ? text.length : at + marker.length;
}

function plainLine(line: string): string {
  const content = line.replace(
    /^[\s>]*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+)?/,
    "",
  );
  if (/^[\s|:=*_-]*$/.test(content)) return "";
  if (/^\[[^\]]{1,200}\]:\s/.test(content)) return "";
  return plainLinks(content)
    .replaceAll("|", " ")
    .replaceAll(/[`*]+|~~|\\(?=[!-/:-@[-`{-~])/g, "")
    .replaceAll(/(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu, "");
}

const LINK = /!?\[([^[\]]{0,1000})\](?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^[\]]{0,300}\])/g;

/** Links and images become their text; a line too long to be prose stays as it is. */
function plainLinks(line: string): string {
  return line.length > 20_000 ? line : line.replaceAll(LINK, "$1");
}

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, ...groups) => {
      const [decimal, hexadecimal, name] = groups as (string | undefined)[];
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : " ";
    },
  );
}

/** A "<" that could begin a tag is left out: the result is safe wherever it lands. */
function disarm(text: string): string {
  return text.replaceAll(/<(?=[A-Za-z/!?])/g, "");
}

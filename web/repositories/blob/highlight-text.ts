import hljs from "highlight.js/lib/common";
import { colouredLines, MAX_LINE_LENGTH, plainLines, type Token } from "./split-lines.ts";

/** Characters; colouring longer files would hold the page up. */
const MAX_COLOURED_LENGTH = 400_000;

/** Names that no extension tells. */
const BY_NAME: Readonly<Record<string, string>> = {
  makefile: "makefile",
  ".gitattributes": "ini",
  ".gitignore": "ini",
};

/** The lines of a file, coloured where its name tells a language. */
export function highlightText(text: string, name: string): Token[][] {
  const language = languageOf(name);
  const isLong = text.length > MAX_COLOURED_LENGTH || hasLongLine(text);
  if (!language || isLong) return plainLines(text);
  const unixText = text.replaceAll(/\r\n?/gu, "\n");
  return colouredLines(hljs.highlight(unixText, { language, ignoreIllegals: true }).value);
}

function languageOf(name: string): string | undefined {
  const lowerName = name.toLowerCase();
  const extension = lowerName.slice(lowerName.lastIndexOf(".") + 1);
  const wanted = BY_NAME[lowerName] ?? extension;
  return hljs.getLanguage(wanted) ? wanted : undefined;
}

function hasLongLine(text: string): boolean {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    if ((end === -1 ? text.length : end) - start > MAX_LINE_LENGTH) return true;
    if (end === -1) return false;
    start = end + 1;
  }
  return false;
}

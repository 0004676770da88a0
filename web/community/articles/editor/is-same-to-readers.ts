import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import Markdown from "react-markdown";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { sanitizeSchema } from "../../../ui/markdown/sanitize-schema.ts";

/**
 * Whether two texts are one to whoever reads them: they are shown by the steps by which every card is
 * shown, and compared. Rich text may write a list with other bullets; it may not lose a word.
 */
export function isSameToReaders(one: string, other: string): boolean {
  return one === other || shown(one) === shown(other);
}

/** Bold italics look like italic bold. */
const NESTED = /<em><strong>([^<]*)<\/strong><\/em>/g;

function shown(source: string): string {
  const place = document.createElement("div");
  const root = createRoot(place);
  const view = createElement(
    Markdown,
    { remarkPlugins: [remarkGfm], rehypePlugins: [rehypeRaw, [rehypeSanitize, sanitizeSchema]] },
    source,
  );
  flushSync(() => root.render(view));
  const html = place.innerHTML
    .replaceAll(/\s+/g, " ")
    .replaceAll(/> | </g, (match) => match.trim())
    .replaceAll(NESTED, "<strong><em>$1</em></strong>");
  root.unmount();
  return html;
}

import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import { sanitizeSchema } from "../../../../ui/markdown/sanitize-schema.ts";

/** What is thrown away with all that is in it. */
const STRIPPED = ["script", "style", "title", "template", "noscript", "textarea", "select"];

type Tree = ReturnType<ReturnType<typeof rehypeSanitize>>;

/** Deeper than any table; what is nested further would exhaust the stack of who draws it. */
const MAX_DEPTH = 200;

/** The harmless part of a piece of HTML; undefined when nothing of it is left to be shown. */
export function sanitizedHtml(html: string): Tree | undefined {
  const source = { type: "root" as const, children: [{ type: "raw" as const, value: html }] };
  try {
    const parsed = rehypeRaw()(source, { value: html } as never);
    const tree = rehypeSanitize({ ...sanitizeSchema, strip: STRIPPED })(parsed);
    return hasContent(tree) && depthOf(tree) <= MAX_DEPTH ? tree : undefined;
  } catch (error) {
    // Nesting that the parser itself cannot follow.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Node = { type: string; tagName?: string; value?: string; children?: Node[] };

function hasContent(node: Node): boolean {
  if (node.type === "text") return (node.value ?? "").trim() !== "";
  return node.tagName === "img" || (node.children ?? []).some(hasContent);
}

function depthOf(node: Node): number {
  return 1 + (node.children ?? []).reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

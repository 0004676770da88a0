import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import { sanitizeSchema } from "../../../../ui/markdown/sanitize-schema.ts";

/** What is thrown away with all that is in it. */
const STRIPPED = ["script", "style", "title", "template", "noscript", "textarea", "select"];

type Tree = ReturnType<ReturnType<typeof rehypeSanitize>>;

/** Deeper than any table; what is nested further would exhaust the stack of who draws it. */
const MAX_DEPTH = 200;

type Urls = { resolveImage: (url: string) => string; resolveLink: (url: string) => string };

/**
 * The harmless part of a piece of HTML; undefined when nothing of it is left to be shown.
 * @param urls where relative addresses lead.
 */
export function sanitizedHtml(html: string, urls: Urls): Tree | undefined {
  const source = { type: "root" as const, children: [{ type: "raw" as const, value: html }] };
  try {
    const parsed = rehypeRaw()(source, { value: html } as never);
    const tree = rehypeSanitize({ ...sanitizeSchema, strip: STRIPPED })(parsed);
    if (!hasContent(tree) || depthOf(tree) > MAX_DEPTH) return undefined;
    resolveUrls(tree, urls);
    return tree;
  } catch (error) {
    // Nesting that the parser itself cannot follow.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

function resolveUrls(node: Node, urls: Urls): void {
  const { href, src } = node.properties ?? {};
  if (isRelative(href)) node.properties = { ...node.properties, href: urls.resolveLink(href) };
  if (isRelative(src)) node.properties = { ...node.properties, src: urls.resolveImage(src) };
  for (const child of node.children ?? []) resolveUrls(child, urls);
}

function isRelative(url: unknown): url is string {
  return typeof url === "string" && url !== "" && !/^(?:[a-z][a-z\d+.-]*:|[/#])/iu.test(url);
}

function hasContent(node: Node): boolean {
  if (node.type === "text") return (node.value ?? "").trim() !== "";
  return node.tagName === "img" || (node.children ?? []).some(hasContent);
}

function depthOf(node: Node): number {
  return 1 + (node.children ?? []).reduce((most, child) => Math.max(most, depthOf(child)), 0);
}

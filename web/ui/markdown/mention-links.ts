/** The parts of a hast tree that this plugin reads and makes. */
type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/** Within these a name is no mention. */
const CLOSED = new Set(["a", "code", "pre"]);
const MENTION = /(?<![\p{L}\p{N}_/@.:-])@([A-Za-z0-9](?:[A-Za-z0-9_-]{0,40}[A-Za-z0-9]))/gu;

/**
 * Makes `@name` lead to a person's page, for the names that the server knows. Run it on what is
 * sanitised already.
 */
export function mentionLinks({ names }: { names: readonly string[] }) {
  const known = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (tree: Node): void => {
    const open = known.size === 0 ? [] : [tree];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (CLOSED.has(node.tagName ?? "") || node.children === undefined) continue;
      node.children = node.children.flatMap((child) =>
        child.type === "text" ? split(child.value ?? "", known) : [child],
      );
      open.push(...node.children);
    }
  };
}

function split(text: string, known: ReadonlyMap<string, string>): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const { 0: mention, 1: written = "", index } of text.matchAll(MENTION)) {
    const name = known.get(written.toLowerCase());
    if (name === undefined) continue;
    nodes.push({ type: "text", value: text.slice(from, index) }, linkTo(name, mention));
    from = index + mention.length;
  }
  return [...nodes, { type: "text", value: text.slice(from) }];
}

function linkTo(name: string, text: string): Node {
  return {
    type: "element",
    tagName: "a",
    properties: { href: `/${name}` },
    children: [{ type: "text", value: text }],
  };
}

/** The parts of a hast tree that this plugin reads. */
type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/** Before every id that a text brings, so that none collides with the page's own. */
export const ID_PREFIX = "user-content-";

/** `Fine-tuning & use` → `fine-tuning--use`: the form that links inside READMEs are written for. */
export function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

/** Gives headings ids that can be linked to; a repeated title gets `-1`, `-2` … */
export function headingIds() {
  return (tree: Node): void => {
    const seen = new Map<string, number>();
    visit(tree, (heading) => {
      const slug = slugOf(textOf(heading));
      const count = seen.get(slug) ?? 0;
      seen.set(slug, count + 1);
      const id = count === 0 ? slug : `${slug}-${count}`;
      heading.properties = { ...heading.properties, id: `${ID_PREFIX}${id}` };
    });
  };
}

function visit(node: Node, onHeading: (heading: Node) => void): void {
  if (/^h[1-6]$/u.test(node.tagName ?? "")) onHeading(node);
  for (const child of node.children ?? []) visit(child, onHeading);
}

function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join("");
}

import type { Import } from "./read-imports.ts";

/**
 * The context's type names what earlier words made of it, and every use-case names the context:
 * a circle of types that is meant, and gone at run time.
 */
const meantCircle = "server/context.ts";

/** Files that import each other in a circle, one list for each knot. (Tarjan's components.) */
export function findCircles(imports: readonly Import[]): string[][] {
  const edges = edgesOf(imports);
  const order = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];

  const visit = (file: string): number => {
    const number = order.size;
    let lowest = number;
    order.set(file, number);
    stack.push(file);
    for (const next of edges.get(file) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, order.get(next) ?? number);
    }
    if (lowest === number) {
      const knot = stack.splice(stack.indexOf(file));
      if (knot.length > 1) circles.push(knot.toSorted());
    }
    return lowest;
  };
  for (const file of edges.keys()) if (!order.has(file)) visit(file);
  return circles;
}

function edgesOf(imports: readonly Import[]): Map<string, string[]> {
  const edges = new Map<string, string[]>();
  for (const { file, target, isType } of imports) {
    if (target === undefined || (isType && target === meantCircle)) continue;
    edges.set(file, [...(edges.get(file) ?? []), target]);
  }
  return edges;
}

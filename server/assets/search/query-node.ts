import { quoteLexeme } from "./build-document.ts";

/** A condition on search documents. */
export type QueryNode =
  | { lexeme: string; isPrefix?: boolean }
  | { all: QueryNode[] }
  /** `isNested`: the alternatives are ever wider forms of one thing, not different things. */
  | { any: QueryNode[]; isNested?: boolean }
  /** Lexemes at fixed distances: each `gap` is the distance from the one before. */
  | { phrase: { lexeme: string; gap: number }[] }
  | { not: QueryNode };

/** The part of all documents that have a lexeme, or one that begins so, from 0 to 1. */
export type Frequencies = (lexeme: string, isPrefix?: boolean) => number;

export function allOf(nodes: [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { all: nodes };
}

/** Different things, one of which is enough. */
export function anyOf(nodes: [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { any: nodes };
}

/** Forms of one thing, the wider ones holding wherever the narrower do. */
export function anyFormOf(nodes: [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { any: nodes, isNested: true };
}

/** The text of a `tsquery`. */
export function renderQuery(node: QueryNode): string {
  if ("lexeme" in node) return quoteLexeme(node.lexeme) + (node.isPrefix ? ":*" : "");
  if ("all" in node) return `(${node.all.map(renderQuery).join(" & ")})`;
  if ("any" in node) return `(${node.any.map(renderQuery).join(" | ")})`;
  if ("not" in node) return `!${renderQuery(node.not)}`;
  const [first, ...rest] = node.phrase;
  const following = rest.map(({ lexeme, gap }) => ` <${gap}> ${quoteLexeme(lexeme)}`);
  return `(${first ? quoteLexeme(first.lexeme) : ""}${following.join("")})`;
}

/**
 * The part of all documents that a condition is expected to hold for. Words that are looked for
 * together stand together more often than chance would have it, the parts of one Chinese word nearly
 * always: so the rarest counts as it is, and each further one less (exponential backoff).
 */
export function estimate(node: QueryNode, frequencies: Frequencies): number {
  if ("lexeme" in node) return frequencies(node.lexeme, node.isPrefix);
  if ("not" in node) return 1 - estimate(node.not, frequencies);
  if ("any" in node) {
    const parts = node.any.map((part) => estimate(part, frequencies));
    return node.isNested ? Math.max(...parts) : 1 - product(parts.map((part) => 1 - part));
  }
  if ("phrase" in node) return together(node.phrase.map(({ lexeme }) => frequencies(lexeme)));
  return together(node.all.map((part) => estimate(part, frequencies)));
}

function together(parts: number[]): number {
  const rarestFirst = parts.toSorted((a, b) => a - b);
  return product(rarestFirst.map((part, place) => part ** (1 / 2 ** place)));
}

function product(factors: number[]): number {
  return factors.reduce((total, factor) => total * factor, 1);
}

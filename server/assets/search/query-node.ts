import { quoteLexeme } from "./build-document.ts";

/** A condition on search documents. */
export type QueryNode =
  | { lexeme: string; isPrefix?: boolean }
  | { all: QueryNode[] }
  | { any: QueryNode[] }
  /** Lexemes at fixed distances: each `gap` is the distance from the one before. */
  | { phrase: { lexeme: string; gap: number }[] }
  | { not: QueryNode };

/** The part of all documents that have a lexeme, from 0 to 1. */
export type Frequencies = (lexeme: string) => number;

/** How much rarer a phrase or a beginning of a word is than what is known of its lexemes. */
const PREFIX_FACTOR = 4;

export function allOf(nodes: [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { all: nodes };
}

export function anyOf(nodes: [QueryNode, ...QueryNode[]]): QueryNode {
  return nodes.length === 1 ? nodes[0] : { any: nodes };
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

/** The part of all documents that a condition is expected to hold for, lexemes being independent. */
export function estimate(node: QueryNode, frequencies: Frequencies): number {
  if ("lexeme" in node) {
    const known = frequencies(node.lexeme);
    return node.isPrefix ? Math.min(1, known * PREFIX_FACTOR) : known;
  }
  if ("not" in node) return 1 - estimate(node.not, frequencies);
  if ("any" in node) {
    return 1 - product(node.any.map((part) => 1 - estimate(part, frequencies)));
  }
  if ("phrase" in node) return product(node.phrase.map(({ lexeme }) => frequencies(lexeme)));
  return product(node.all.map((part) => estimate(part, frequencies)));
}

function product(factors: number[]): number {
  return factors.reduce((total, factor) => total * factor, 1);
}

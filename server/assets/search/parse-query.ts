import { PREFIX_LENGTHS, prefixLexeme } from "./filter-lexemes.ts";
import { allOf, anyFormOf, type QueryNode } from "./query-node.ts";
import { type Token, tokenize } from "./tokenize.ts";

const MAX_QUERY_LENGTH = 200;
const MAX_TERMS = 24;
const TERM = /(-?)(?:["“”„«»「『]([^"“”„«»」』]*)["“”„«»」』]?|([^\s"“”„«»「『」』]+))/gu;

/**
 * What people type into the search field, as a condition on search documents. Every term must be
 * found; `-term` must not; `"words in quotes"` must follow each other; the last word may be the
 * beginning of one, because it may still be typed. Never fails, whatever is typed.
 *
 * @returns undefined where nothing is asked for
 */
export function parseQuery(text: string): QueryNode | undefined {
  const typed = [...text].slice(0, MAX_QUERY_LENGTH).join("");
  const terms = [...typed.matchAll(TERM)].slice(0, MAX_TERMS);
  const parsed = terms.map((match, at) => {
    const [, minus, quoted, bare = ""] = match;
    const isLast = at === terms.length - 1 && !/\s$/u.test(typed);
    const nodes =
      quoted === undefined
        ? bareTerm(tokenize(bare), isLast && minus === "")
        : [phrase(tokenize(quoted))].filter((node) => node !== undefined);
    return { isExcluded: minus === "-", nodes };
  });
  const wanted = parsed.filter(({ isExcluded }) => !isExcluded).flatMap(({ nodes }) => nodes);
  const unwanted = parsed.filter(({ isExcluded }) => isExcluded).flatMap(({ nodes }) => nodes);
  const telling = wanted.filter((node) => !node.isStopWord);
  const [first, ...rest] = [
    ...(telling.length > 0 ? telling : wanted).map(({ node }) => node),
    ...unwanted.map(({ node }) => ({ not: node })),
  ];
  return first && allOf([first, ...rest]);
}

type Term = { node: QueryNode; isStopWord: boolean };

/** Terms of one word as typed: an identifier, a run of Chinese, or several of them in a row. */
function bareTerm(tokens: Token[], mayBeUnfinished: boolean): Term[] {
  return groups(tokens).map((group, at, all) => {
    const isUnfinished = mayBeUnfinished && at === all.length - 1;
    return {
      node: groupNode(group, isUnfinished),
      isStopWord: group.every((token) => token.isStopWord),
    };
  });
}

type Group = [Token, ...Token[]];

/** Tokens that stand together: the parts of one identifier, or the pairs of one run. */
function groups(tokens: Token[]): Group[] {
  const result: Group[] = [];
  for (const token of tokens) {
    const group = result.at(-1);
    if (group?.[0].group === token.group) group.push(token);
    else result.push([token]);
  }
  return result;
}

function groupNode(group: Group, isUnfinished: boolean): QueryNode {
  const [first] = group;
  if (first.isPair) return pairsNode(group);
  const lastPart = group.at(-1);
  const telling = group.filter((token) => !token.isStopWord);
  const [head, ...tail] = (telling.length > 0 ? telling : group).map((token) =>
    wordNode(token, isUnfinished && token === lastPart),
  );
  const inParts = allOf([head ?? { lexeme: first.lexeme }, ...tail]);
  return anyFormOf([inParts, ...first.others.map((lexeme) => ({ lexeme }))]);
}

/**
 * A run of Chinese is met by every second pair and the last one: so the words of `图像分类模型` are
 * found also where something stands between them.
 */
function pairsNode(pairs: Group): QueryNode {
  const [first, ...rest] = pairs.map(({ lexeme }) => ({ lexeme }));
  const chosen = rest.filter((_, at) => at % 2 === 1 || at === rest.length - 1);
  return allOf([first ?? pairs[0], ...chosen]);
}

/** Beginnings of three and four letters have lexemes of their own; longer ones are rare enough. */
function wordNode({ lexeme, word }: Token, isUnfinished: boolean): QueryNode {
  const letters = [...word];
  const [shortest] = PREFIX_LENGTHS;
  if (!isUnfinished || letters.length < shortest) return { lexeme };
  const beginning = PREFIX_LENGTHS.some((length) => length === letters.length)
    ? { lexeme: prefixLexeme(word) }
    : { lexeme: word, isPrefix: true };
  return anyFormOf([{ lexeme }, beginning]);
}

function phrase(tokens: Token[]): Term | undefined {
  const telling = tokens.filter((token) => !token.isStopWord);
  const kept = telling.length > 0 ? telling : tokens;
  if (kept.length === 0) return undefined;
  const lexemes = kept.map(({ lexeme, position }, at) => ({
    lexeme,
    gap: position - (kept[at - 1]?.position ?? position),
  }));
  return { node: { phrase: lexemes }, isStopWord: telling.length === 0 };
}

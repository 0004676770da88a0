import { PREFIX_LENGTHS, prefixLexeme } from "./filter-lexemes.ts";
import { cutAtSynonyms, synonymLexeme } from "./find-synonyms.ts";
import { allOf, anyFormOf, anyOf, type QueryNode } from "./query-node.ts";
import { readTerms } from "./read-terms.ts";
import { type Token, tokenize } from "./tokenize.ts";

/**
 * What people type into the search field, as a condition on search documents. Every term must be
 * found; `-term` must not; `"words in quotes"` must follow each other; the last word may be the
 * beginning of one, because it may still be typed. What has other spellings, in English or Chinese,
 * is found by all of them. Never fails, whatever is typed.
 *
 * @returns undefined where nothing is asked for
 */
export function parseQuery(text: string): QueryNode | undefined {
  const terms = readTerms(text);
  const wanted = terms.flatMap((term) => {
    if (term.kind === "words") return wordTerms(tokenize(term.text), term.isUnfinished);
    return term.kind === "phrase" ? phrase(tokenize(term.text)) : [];
  });
  const unwanted = terms.flatMap((term) => {
    if (term.kind !== "excluded") return [];
    const tokens = tokenize(term.text);
    return term.isPhrase ? phrase(tokens) : plainTerms(tokens, undefined);
  });
  const telling = wanted.filter((node) => !node.isStopWord);
  const [first, ...rest] = [
    ...(telling.length > 0 ? telling : wanted).map(({ node }) => node),
    ...unwanted.map(({ node }) => ({ not: node })),
  ];
  return first && allOf([first, ...rest]);
}

/**
 * What should stand together in the best matches: runs of three or more characters in scripts without
 * spaces, which are met by their parts as well. `图像分类` far apart is something else.
 *
 * @returns undefined where no such run is asked for
 */
export function parseRuns(text: string): QueryNode | undefined {
  const runs = readTerms(text).flatMap((term) => {
    if (term.kind !== "words") return [];
    return cutAtSynonyms(tokenize(term.text)).flatMap(({ tokens, ids }) =>
      groups(tokens).flatMap((group) =>
        group[0].isPair && group.length > 1 ? withSynonyms({ phrase: adjacent(group) }, ids) : [],
      ),
    );
  });
  const [first, ...rest] = runs;
  return first && allOf([first, ...rest]);
}

type Term = { node: QueryNode; isStopWord: boolean };

/** Terms of words in a row: identifiers, runs of Chinese, and what has other spellings. */
function wordTerms(tokens: Token[], isUnfinished: boolean): Term[] {
  const last = isUnfinished ? tokens.at(-1) : undefined;
  return cutAtSynonyms(tokens).flatMap((piece) => {
    if (piece.ids.length === 0) return plainTerms(piece.tokens, last);
    const parts = groups(piece.tokens).map((group) =>
      group[0].isPair ? { node: everyPair(group), isStopWord: false } : wordsTerm(group, last),
    );
    const [head, ...tail] = parts.filter(({ isStopWord }) => !isStopWord).map(({ node }) => node);
    if (head === undefined) return parts;
    return [{ node: withSynonyms(allOf([head, ...tail]), piece.ids), isStopWord: false }];
  });
}

function withSynonyms(node: QueryNode, ids: readonly string[]): QueryNode {
  return anyOf([node, ...ids.map((id) => ({ lexeme: synonymLexeme(id) }))]);
}

function plainTerms(tokens: Token[], unfinished: Token | undefined): Term[] {
  return groups(tokens).map((group) =>
    group[0].isPair ? { node: somePairs(group), isStopWord: false } : wordsTerm(group, unfinished),
  );
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

/** An identifier by its parts, or whole. */
function wordsTerm(group: Group, unfinished: Token | undefined): Term {
  const [first] = group;
  const telling = group.filter((token) => !token.isStopWord);
  const [head, ...tail] = (telling.length > 0 ? telling : group).map((token) =>
    wordNode(token, token === unfinished),
  );
  const inParts = allOf([head ?? { lexeme: first.lexeme }, ...tail]);
  const node = first.whole === undefined ? inParts : anyFormOf([inParts, { lexeme: first.whole }]);
  return { node, isStopWord: telling.length === 0 };
}

/**
 * A run of Chinese is met by every second pair and the last one: so the words of `车牌识别竞赛` are
 * found also where something stands between them.
 */
function somePairs(pairs: Group): QueryNode {
  const [first, ...rest] = pairs.map(({ lexeme }) => ({ lexeme }));
  const chosen = rest.filter((_, at) => at % 2 === 1 || at === rest.length - 1);
  return allOf([first ?? pairs[0], ...chosen]);
}

/** What is known to be one word is met by all of it. */
function everyPair([first, ...rest]: Group): QueryNode {
  return allOf([{ lexeme: first.lexeme }, ...rest.map(({ lexeme }) => ({ lexeme }))]);
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

function phrase(tokens: Token[]): Term[] {
  const telling = tokens.filter((token) => !token.isStopWord);
  const kept = telling.length > 0 ? telling : tokens;
  if (kept.length === 0) return [];
  return [{ node: { phrase: adjacent(kept) }, isStopWord: telling.length === 0 }];
}

function adjacent(tokens: Token[]): { lexeme: string; gap: number }[] {
  return tokens.map(({ lexeme, position }, at) => ({
    lexeme,
    gap: position - (tokens[at - 1]?.position ?? position),
  }));
}

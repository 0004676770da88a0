import { SYNONYMS } from "./synonyms.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** Tokens from `from` to below `to` spell something that has other spellings as well. */
export type SynonymSpan = { from: number; to: number; ids: readonly string[] };

type Step = { ids: string[]; next: Map<string, Step> };

const ROOT = buildSteps();

function buildSteps(): Step {
  const root: Step = { ids: [], next: new Map() };
  for (const { id, spellings } of SYNONYMS) {
    for (const spelling of spellings) {
      let step = root;
      for (const { lexeme } of tokenize(spelling)) {
        const next = step.next.get(lexeme) ?? { ids: [], next: new Map<string, Step>() };
        step.next.set(lexeme, next);
        step = next;
      }
      if (!step.ids.includes(id)) step.ids.push(id);
    }
  }
  return root;
}

/** The lexeme under which all spellings of one thing are found. */
export function synonymLexeme(id: string): string {
  return `s:${id}`;
}

/** Every spelling that the tokens hold, also one within another. */
export function findAllSynonyms(tokens: readonly Token[]): SynonymSpan[] {
  return tokens.flatMap((_, from) => spansFrom(tokens, from));
}

/** Tokens that stand together, and what they spell where that has other spellings too. */
type Piece = { tokens: Token[]; ids: readonly string[] };

/**
 * Cuts tokens into what has other spellings and what stands between. In a run without spaces the
 * pairs over such an edge fall away: they are of no word.
 */
export function cutAtSynonyms(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const addPlain = (to: number) => {
    const [before, after] = [pieces.at(-1)?.tokens.at(-1), tokens[to]];
    const plain = tokens
      .slice(from, to)
      .filter(
        (token, at, all) =>
          !(at === 0 && isSameRun(before, token)) &&
          !(at === all.length - 1 && isSameRun(token, after)),
      );
    if (plain.length > 0) pieces.push({ tokens: plain, ids: [] });
  };
  for (const span of cutSynonyms(tokens)) {
    addPlain(span.from);
    pieces.push({ tokens: tokens.slice(span.from, span.to), ids: span.ids });
    from = span.to;
  }
  addPlain(tokens.length);
  return pieces;
}

/** From the beginning, the longest spelling each time, none overlapping the one before. */
function cutSynonyms(tokens: readonly Token[]): SynonymSpan[] {
  const found: SynonymSpan[] = [];
  for (let at = 0; at < tokens.length;) {
    const longest = spansFrom(tokens, at).at(-1);
    if (longest) found.push(longest);
    // The pair over the end of a run's word has a character of it.
    const isOverEnd = longest && isSameRun(tokens[longest.to - 1], tokens[longest.to]);
    at = (longest?.to ?? at + 1) + (isOverEnd ? 1 : 0);
  }
  return found;
}

/** Whether two tokens, one after the other, are pairs of one run without spaces: they share a character. */
function isSameRun(one: Token | undefined, other: Token | undefined): boolean {
  return one?.isPair === true && other?.isPair === true && one.group === other.group;
}

function spansFrom(tokens: readonly Token[], from: number): SynonymSpan[] {
  const spans: SynonymSpan[] = [];
  let step = ROOT.next.get(tokens[from]?.lexeme ?? "");
  for (let to = from + 1; step !== undefined; to += 1) {
    if (step.ids.length > 0) spans.push({ from, to, ids: step.ids });
    step = step.next.get(tokens[to]?.lexeme ?? "");
  }
  return spans;
}

import { type SecretRule, SECRET_RULES } from "./rules.ts";

export type FoundSecret = {
  rule: string;
  /** From 1. */
  line: number;
  /** The secret's beginning, and stars: enough to find it, not enough to use it. */
  masked: string;
};

/** More are counted by the line they are found on, and not named. */
const NAMED_LIMIT = 100;
const MASK = "*".repeat(8);
const SHOWN_CHARACTERS = 4;
/** Longer lines are data, and what a pattern would cost on them has no bound worth paying. */
const LINE_LIMIT = 20_000;

/** Words that examples have in the place of a secret. */
const PLACEHOLDER =
  /example|placeholder|changeme|your[_-]|dummy|xxxx|\*\*\*\*|<[^>]+>|1234567890|abcdefgh/i;

/**
 * Finds what looks like a secret in a text, with the line it is on. The secret itself is in no part
 * of the answer.
 */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  let line = 0;
  for (const content of text.split(/\r\n|\n|\r/)) {
    line += 1;
    if (content.length > LINE_LIMIT) continue;
    const taken: { start: number; end: number }[] = [];
    for (const rule of SECRET_RULES) {
      for (const place of matchesOf(rule, content)) {
        if (taken.some(({ start, end }) => place.start < end && start < place.end)) continue;
        taken.push(place);
        found.push({ rule: rule.id, line, masked: mask(rule, place.secret) });
        if (found.length === NAMED_LIMIT) return found;
      }
    }
  }
  return found;
}

type Place = { secret: string; start: number; end: number };

function* matchesOf(rule: SecretRule, line: string): Generator<Place> {
  for (const match of line.matchAll(rule.pattern)) {
    const secret = match[1] ?? match[0];
    if (rule.entropy !== undefined && !isRandom(secret, rule.entropy)) continue;
    const start = match.index + match[0].indexOf(secret);
    yield { secret, start, end: start + secret.length };
  }
}

function isRandom(secret: string, bits: number): boolean {
  return entropyOf(secret) >= bits && !PLACEHOLDER.test(secret);
}

/** Shannon's entropy of the characters of a text, in bits for each. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}

/** The head of a private key is no secret, and says what was found. */
function mask({ id }: SecretRule, secret: string): string {
  return id === "private-key" ? secret : `${secret.slice(0, SHOWN_CHARACTERS)}${MASK}`;
}

/** One entry of a standard list: the id that cards, filters and the API carry, and its names. */
export type Term<Id extends string = string> = {
  readonly id: Id;
  readonly name: string;
  readonly nameZh: string;
};

/**
 * The form in which ids are compared: cards in the wild write `Apache-2.0`, `Text Generation` or
 * `text_generation` for one and the same entry.
 */
export function termKey(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
}

/**
 * Builds the lookup of one list.
 *
 * @param aliases other spellings (in the form of `termKey`) and the id each stands for
 * @returns a function that finds the entry of an id or alias, or `undefined`
 */
export function indexTerms<T extends Term>(
  terms: readonly T[],
  aliases: Readonly<Record<string, T["id"]>> = {},
): (value: string) => T | undefined {
  const byKey = new Map(terms.map((term) => [termKey(term.id), term]));
  for (const [alias, id] of Object.entries(aliases)) {
    const term = byKey.get(termKey(id));
    if (term) byKey.set(alias, term);
  }
  return (value) => byKey.get(termKey(value));
}

/** The name to show to a reader of `locale` (a BCP 47 tag; everything but Chinese reads English). */
export function termName(term: Term, locale: string): string {
  return locale.toLowerCase().startsWith("zh") ? term.nameZh : term.name;
}

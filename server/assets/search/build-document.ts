import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { findDataType } from "#contract/taxonomies/data-types.ts";
import { findFramework } from "#contract/taxonomies/frameworks.ts";
import { findTask } from "#contract/taxonomies/tasks.ts";
import { type FilterName, filterLexeme, PREFIX_LENGTHS, prefixLexeme } from "./filter-lexemes.ts";
import { findAllSynonyms, synonymLexeme } from "./find-synonyms.ts";
import { kindSynonym } from "./synonyms.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** What says in a few words what an asset is. */
export type SearchTexts = {
  name: string;
  ownerName: string;
  ownerNickname: string;
  settings: Pick<
    CardSettings,
    | "title"
    | "titleZh"
    | "description"
    | "tags"
    | "tasks"
    | "dataTypes"
    | "frameworks"
    | "baseModels"
    | "datasets"
  >;
};

/** Everything of an asset by which it is found. */
export type SearchSource = SearchTexts & {
  kind: AssetKind;
  settings: CardSettings;
  /** Ids of its categories and of all above them. */
  categoryPath: readonly string[];
  /** Flat tags as the hub's clients filter by; see `cardTags`. */
  hubTags: readonly string[];
  /** The body of the card as plain text. */
  cardText: string;
  isOfficial: boolean;
  isFeatured: boolean;
  /** Its content must be asked for. */
  isGated: boolean;
};

/** Of PostgreSQL's tsvector: A counts most. */
type Weight = "A" | "B" | "C";

/** How much of a field is read, in UTF-16 units. */
const MAX_LENGTHS: Record<Weight, number> = { A: 500, B: 500, C: 50_000 };
const MAX_LEXEMES = 8000;
/** Of PostgreSQL: later places cannot be told apart. */
const MAX_POSITION = 16_383;
/** More places of one word tell nothing more about the text. */
const MAX_PLACES_PER_LEXEME = 16;
/** Between two fields, so that no phrase reaches from one into the next. */
const FIELD_GAP = 8;

/**
 * The search document of an asset: the text of a `tsvector`, to be stored as it is. Weight A for
 * name and title, B for tags, tasks, owner and description, C for the card's body; then, without
 * places, the lexemes that filters and beginnings of words are answered from. Its size is bounded
 * whatever the card holds.
 */
export function buildDocument(source: SearchSource): string {
  const document = new DocumentText();
  for (const [name, values] of filterValues(source)) {
    for (const value of values) document.addLexeme(filterLexeme(name, value));
  }
  const kind = kindSynonym(source.kind);
  if (kind !== undefined) document.addLexeme(synonymLexeme(kind));
  for (const title of titlesOf(source)) document.addTitle(title);
  for (const text of labelsOf(source)) document.addText(text, "B");
  document.addText(source.cardText, "C");
  return document.toString();
}

/** The names of an asset. */
export function titlesOf({ name, settings }: SearchTexts): string[] {
  return [name, settings.titleZh, settings.title];
}

/** What else its owner says of it in a few words, and who that is. */
export function labelsOf({ ownerName, ownerNickname, settings }: SearchTexts): string[] {
  return [
    ownerName,
    ownerNickname,
    settings.description,
    ...settings.tags,
    ...settings.tasks.flatMap((id) => [id, ...namesOf(findTask(id))]),
    ...settings.dataTypes.flatMap((id) => [id, ...namesOf(findDataType(id))]),
    ...settings.frameworks,
    ...settings.baseModels,
    ...settings.datasets,
  ];
}

function namesOf(term: { name: string; nameZh: string } | undefined): string[] {
  return term ? [term.name, term.nameZh] : [];
}

function filterValues(source: SearchSource): [FilterName, readonly string[]][] {
  const { settings } = source;
  const taggedFrameworks = settings.tags.flatMap((tag) => findFramework(tag)?.id ?? []);
  const marks = [
    source.isOfficial && "official",
    source.isFeatured && "featured",
    source.isGated && "gated",
  ];
  return [
    ["kind", [source.kind]],
    ["task", settings.tasks],
    ["licence", settings.licences],
    ["language", settings.languages],
    ["framework", [...settings.frameworks, ...taggedFrameworks]],
    ["hardware", settings.hardware],
    ["dataType", settings.dataTypes],
    ["category", source.categoryPath],
    ["tag", source.hubTags],
    ["mark", marks.filter((mark) => mark !== false)],
  ];
}

/** Collects lexemes with their places within the limits. */
class DocumentText {
  readonly #places = new Map<string, string[]>();
  #position = 0;

  addTitle(text: string): void {
    for (const token of this.addText(text, "A")) {
      // As written too, so that the beginning of `training` is found and not only `train`.
      if (token.word !== "") this.addLexeme(token.word);
      // Of a run without spaces each character, so that `黑猫` is found by `猫`.
      if (token.isPair) for (const character of token.lexeme) this.addLexeme(character);
      for (const word of [token.word, ...token.others]) this.#addBeginnings(word);
    }
  }

  /** Words that say nothing count in titles only: there they may be all that a name has. */
  addText(text: string, weight: Weight): Token[] {
    const tokens = tokenize(text.slice(0, MAX_LENGTHS[weight]));
    for (const { lexeme, others, position, isStopWord } of tokens) {
      const place = this.#place(position, weight);
      if (weight === "A" || !isStopWord) this.#addPlace(lexeme, place);
      for (const other of others) this.#addPlace(other, place);
    }
    for (const { from, ids } of findAllSynonyms(tokens)) {
      const place = this.#place(tokens[from]?.position ?? 1, weight);
      for (const id of ids) this.#addPlace(synonymLexeme(id), place);
    }
    this.#position += (tokens.at(-1)?.position ?? 0) + FIELD_GAP;
    return tokens;
  }

  addLexeme(lexeme: string): void {
    if (this.#places.size < MAX_LEXEMES && !this.#places.has(lexeme)) this.#places.set(lexeme, []);
  }

  #place(position: number, weight: Weight): string {
    return `${Math.min(this.#position + position, MAX_POSITION)}${weight}`;
  }

  #addBeginnings(word: string): void {
    for (const length of PREFIX_LENGTHS) {
      const letters = [...word].slice(0, length);
      if (letters.length === length) this.addLexeme(prefixLexeme(letters.join("")));
    }
  }

  #addPlace(lexeme: string, place: string): void {
    this.addLexeme(lexeme);
    const places = this.#places.get(lexeme);
    if (places && places.length < MAX_PLACES_PER_LEXEME) places.push(place);
  }

  toString(): string {
    return [...this.#places]
      .map(([lexeme, places]) =>
        places.length === 0 ? quoteLexeme(lexeme) : `${quoteLexeme(lexeme)}:${places.join(",")}`,
      )
      .join(" ");
  }
}

const SPECIAL = /[\0'\\]/;

/** A lexeme as the text forms of tsvector and tsquery take it, whatever it holds. */
export function quoteLexeme(lexeme: string): string {
  if (!SPECIAL.test(lexeme)) return `'${lexeme}'`;
  return `'${lexeme.replaceAll("\0", "").replaceAll(/['\\]/g, String.raw`$&$&`)}'`;
}

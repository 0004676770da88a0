import { LANGUAGE_ROWS } from "./languages-list.ts";
import { indexTerms, type Term, termKey } from "./term.ts";

export type LanguageId = (typeof LANGUAGE_ROWS)[number][0];

export type Language = Term<LanguageId> & {
  /** ISO 639-3; `mul` and `zxx` for several languages and for code. */
  readonly iso3: string;
  readonly nativeName: string;
};

/** The languages that cards name, by ISO 639-1 code, else by ISO 639-3 code. */
export const LANGUAGES: readonly Language[] = LANGUAGE_ROWS.map(
  ([id, iso3, name, nameZh, nativeName]) => ({ id, iso3, name, nameZh, nativeName }),
);

export const LANGUAGE_IDS: readonly LanguageId[] = LANGUAGE_ROWS.map(([id]) => id);

/** Bibliographic, withdrawn and macro-language codes that cards still carry. */
const OTHER_CODES = {
  cmn: "zh",
  chi: "zh",
  "zh-yue": "yue",
  "zh-classical": "lzh",
  "zh-min-nan": "nan",
  fre: "fr",
  ger: "de",
  dut: "nl",
  cze: "cs",
  gre: "el",
  per: "fa",
  arm: "hy",
  bur: "my",
  mac: "mk",
  rum: "ro",
  slo: "sk",
  tib: "bo",
  wel: "cy",
  alb: "sq",
  baq: "eu",
  geo: "ka",
  ice: "is",
  may: "ms",
  arb: "ar",
  pes: "fa",
  swh: "sw",
  zsm: "ms",
  npi: "ne",
  ory: "or",
  khk: "mn",
  iw: "he",
  in: "id",
  ji: "yi",
} as const satisfies Record<string, LanguageId>;

const findExactly = indexTerms(LANGUAGES, {
  ...Object.fromEntries(LANGUAGES.map(({ iso3, id }) => [iso3, id])),
  ...Object.fromEntries(LANGUAGES.map(({ name, id }) => [termKey(name), id])),
  ...OTHER_CODES,
});

/**
 * Finds a language by code, English name or tag: the script and the region of a tag are left out,
 * so `zh-CN`, `zh_Hans` and `zho_Hans` are all `zh`.
 */
export function findLanguage(value: string): Language | undefined {
  const tag = value.trim().replaceAll("_", "-");
  return findExactly(tag) ?? findExactly(tag.split("-", 1)[0] ?? "");
}

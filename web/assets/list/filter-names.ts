import { findHardware, HARDWARE } from "#contract/taxonomies/hardware.ts";
import { findLanguage } from "#contract/taxonomies/languages.ts";
import { type Term, termName } from "#contract/taxonomies/term.ts";
import { nameOfTerm } from "../terms.ts";
import type { FilterName } from "./list-search.ts";

/** Filters by standard lists; categories are the operator's own. */
export type ListedFilter = Exclude<FilterName, "category">;

/** The name of a filter's value in the reader's language. */
export function nameOfValue(filter: ListedFilter, id: string, locale: string): string {
  if (filter === "hardware") return nameOr(findHardware(id), id, locale);
  if (filter === "language") return nameOr(findLanguage(id), id, locale);
  return nameOfTerm(filter, id, locale);
}

function nameOr(term: Term | undefined, id: string, locale: string): string {
  return term ? termName(term, locale) : id;
}

/** Offered without counts, since results are not counted by hardware. */
export const HARDWARE_IDS = HARDWARE.map((hardware) => hardware.id);

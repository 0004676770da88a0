import { findDataType } from "#contract/taxonomies/data-types.ts";
import { findFramework } from "#contract/taxonomies/frameworks.ts";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { findTask } from "#contract/taxonomies/tasks.ts";
import { type Term, termName } from "#contract/taxonomies/term.ts";

/** Standard lists that are small enough for every page. Languages and hardware load with filters. */
const LISTS = {
  task: findTask,
  licence: findLicence,
  framework: findFramework,
  dataType: findDataType,
} as const satisfies Record<string, (id: string) => Term | undefined>;

export type ListedTerm = keyof typeof LISTS;

/** The name of an id in the reader's language; ids outside the lists are shown as they are. */
export function nameOfTerm(list: ListedTerm, id: string, locale: string): string {
  const term = LISTS[list](id);
  return term ? termName(term, locale) : id;
}

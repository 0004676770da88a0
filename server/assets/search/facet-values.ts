import type { CardSettings } from "#contract/assets/asset.ts";
import { facetValue } from "./filter-lexemes.ts";
import type { FacetName } from "./search-request.ts";

type Faced = { settings: CardSettings; categoryPath: readonly string[] };

/** The values of an asset that are counted beside a result that it is in. */
export function facetValues({ settings, categoryPath }: Faced): string[] {
  const values: Record<FacetName, readonly string[]> = {
    task: settings.tasks,
    licence: settings.licences,
    language: settings.languages,
    framework: settings.frameworks,
    dataType: settings.dataTypes,
    category: categoryPath,
  };
  const all = Object.entries(values) as [FacetName, readonly string[]][];
  return [...new Set(all.flatMap(([name, of]) => of.map((value) => facetValue(name, value))))];
}

import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";

type Setting = keyof CardSettings;

const OF_EVERY_KIND = ["titleZh", "description", "licences", "languages", "tags"] as const;
const OF_CODE = ["tasks", "frameworks", "hardware"] as const;

const OF_KIND: Partial<Record<AssetKind, readonly Setting[]>> = {
  model: [
    ...OF_CODE,
    "baseModels",
    "datasets",
    "minimumSpecification",
    "supportsDistributedTraining",
    "supportsDistributedInference",
  ],
  dataset: ["tasks", "dataTypes"],
};

/** REP-9: what the card of a kind is asked for; what it says beyond that is kept. */
export function settingsOfKind(kind: AssetKind): ReadonlySet<Setting> {
  const title = KIND_RULES[kind].title.need === "absent" ? [] : (["title"] as const);
  return new Set<Setting>([...title, ...OF_EVERY_KIND, ...(OF_KIND[kind] ?? OF_CODE)]);
}

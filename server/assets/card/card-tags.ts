import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import type { Metadata } from "./read-metadata.ts";
import { writtenEntries } from "./read-settings.ts";

type TaggedCard = {
  kind: AssetKind;
  settings: CardSettings;
  /** For what the hub tags and our settings do not hold (sizes of datasets). */
  metadata: Metadata;
  /** Where the repository is kept, as the hub's `region:` tag says. */
  region?: string | undefined;
};

/**
 * The flat list of tags by which the hub's clients filter and show a repository, in the hub's own
 * order and spelling.
 */
export function cardTags({ kind, settings, metadata, region }: TaggedCard): string[] {
  const prefixed = (prefix: string, values: readonly string[]) =>
    values.map((value) => `${prefix}:${value}`);
  const isDataset = kind === "dataset";
  const tags = [
    ...(isDataset
      ? [
          ...prefixed("task_categories", settings.tasks),
          ...prefixed("language", settings.languages),
          ...prefixed("size_categories", writtenEntries(metadata["size_categories"])),
          ...prefixed("modality", settings.dataTypes.map(modalityOf)),
          ...prefixed("library", settings.frameworks),
        ]
      : [...settings.frameworks, ...settings.tasks]),
    ...settings.tags,
    ...(isDataset ? [] : settings.languages),
    ...prefixed("dataset", settings.datasets),
    ...prefixed("base_model", settings.baseModels),
    ...prefixed("license", settings.licences),
    ...(region === undefined ? [] : [`region:${region}`]),
  ];
  return [...new Set(tags)];
}

/** The hub's name of a data type. */
function modalityOf(dataType: string): string {
  return dataType === "table" ? "tabular" : dataType;
}

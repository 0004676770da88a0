import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { fieldsOf, isAsked } from "#contract/publishing/publication-fields.ts";
import type { Publication } from "#contract/publishing/publication.ts";

/** What of a publication stands in the card; what its kind has no field for stays as it is. */
export function settingsOf(kind: AssetKind, publication: Publication): Partial<CardSettings> {
  const { title = "", description, tasks, dataTypes, licence = "" } = publication;
  const fields = fieldsOf(kind);
  const hasLicence = licence !== "" && isAsked(kind, "licence", publication);
  return {
    description,
    ...(fields.includes("title") ? { title } : {}),
    ...(fields.includes("tasks") ? { tasks } : {}),
    ...(fields.includes("dataTypes") ? { dataTypes } : {}),
    ...(hasLicence ? { licences: [licence] } : {}),
  };
}

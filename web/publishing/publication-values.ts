import type { Asset, Visibility } from "#contract/assets/asset.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import type { Listing } from "#contract/publishing/endpoints.ts";

/** What the form of a publication holds. */
export type PublicationValues = {
  visibility: Visibility;
  audience: NamespaceSummary[];
  description: string;
  licence: string | null;
  tasks: string[];
  dataTypes: string[];
  acceptsAgreements: boolean;
};

/** What the card says already, and the visibility that was asked for last. */
export function proposeValues(asset: Asset, listing: Listing): PublicationValues {
  const { description, licences, tasks, dataTypes } = asset.settings;
  const wasSubmitted = listing.submittedAt !== null;
  return {
    visibility: wasSubmitted ? (listing.requestedVisibility ?? listing.visibility) : "public",
    audience: listing.audience,
    description: description || asset.description,
    licence: licences[0] ?? null,
    tasks,
    dataTypes,
    acceptsAgreements: false,
  };
}

import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import type { Region } from "#contract/publishing/regions.ts";
import type { Publication } from "#contract/publishing/publication.ts";
import type { ListingFacts } from "../../assets/index.ts";
import { withoutUndefined } from "./apply-facts.ts";

type Said = { card: ListingFacts; listed: ListedFacts; regions: readonly Region[] };

/** What a publication leaves out is what the card says, or what was said when it was last submitted. */
export function completePublication(
  publication: Publication,
  { card, listed, regions: known }: Said,
): Publication {
  const { title, tasks, dataTypes, licence, regions } = publication;
  return {
    ...listed.facts,
    ...withoutUndefined(publication),
    title: title || card.title,
    tasks: tasks.length > 0 ? tasks : card.tasks,
    dataTypes: dataTypes.length > 0 ? dataTypes : card.dataTypes,
    licence: licence || card.licences[0],
    // The operator may have renamed them since.
    regions: regions ?? listed.regions.filter((region) => known.some(({ id }) => id === region)),
  };
}

import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import type { Publication } from "#contract/publishing/publication.ts";
import type { ListingFacts } from "../../assets/index.ts";
import { withoutUndefined } from "./apply-facts.ts";

/** What a publication leaves out is what the card says, or what was said when it was last submitted. */
export function completePublication(
  publication: Publication,
  { card, listed }: { card: ListingFacts; listed: ListedFacts },
): Publication {
  const { title, tasks, dataTypes, licence, regions } = publication;
  return {
    ...listed.facts,
    ...withoutUndefined(publication),
    title: title || card.title,
    tasks: tasks.length > 0 ? tasks : card.tasks,
    dataTypes: dataTypes.length > 0 ? dataTypes : card.dataTypes,
    licence: licence || card.licences[0],
    regions: regions ?? listed.regions,
  };
}

import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { KindFacts } from "./publication.ts";
import { RegionChoice, RegionId } from "./regions.ts";

const BASE = "/assets/:kind/:owner/:name/facts";

/** What an asset says of itself beside its card, and the regions in which it may be used. */
export const ListedFacts = z.object({ facts: KindFacts, regions: z.array(RegionId) });
export type ListedFacts = z.infer<typeof ListedFacts>;

export const getFacts = endpoint({
  id: "publishing.get-facts",
  method: "GET",
  path: BASE,
  summary: "Paper, openness of code, environment or image of an asset, and where it may be used",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: ListedFacts },
});

export const editFacts = endpoint({
  id: "publishing.edit-facts",
  method: "PATCH",
  path: BASE,
  summary: "Change them, also of what is published; an empty text takes one away",
  access: { who: "signed-in", scope: "write", right: "manage" },
  params: Address,
  body: KindFacts.extend({ regions: RegionChoice.unwrap().optional() }),
  answer: { status: 200, body: ListedFacts },
  problems: ["listing-state-wrong"],
});

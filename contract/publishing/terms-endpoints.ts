import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { Terms } from "./terms.ts";

const PATH = "/assets/:kind/:owner/:name/terms";

export const getTerms = endpoint({
  id: "publishing.get-terms",
  method: "GET",
  path: PATH,
  summary: "For how long, or on how many channels, a new subscription allows the use of an asset",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  answer: { status: 200, body: Terms },
});

export const setTerms = endpoint({
  id: "publishing.set-terms",
  method: "PUT",
  path: PATH,
  summary: "Limit new subscriptions, or no longer; those that are there keep their terms",
  access: { who: "signed-in", scope: "write", right: "manage" },
  params: Address,
  body: Terms,
  answer: { status: 200, body: Terms },
});

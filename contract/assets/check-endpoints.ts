import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { RepositoryChecks } from "./check-results.ts";

export const getChecks = endpoint({
  id: "assets.get-checks",
  method: "GET",
  path: "/assets/:kind/:owner/:name/checks",
  summary: "Whether a model meets the custom-model contract, and which recommended files it has",
  access: { who: "anyone", scope: "read", right: "read" },
  params: Address,
  answer: { status: 200, body: RepositoryChecks },
});

import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { Completeness } from "./completeness.ts";

export const getCompleteness = endpoint({
  id: "assets.get-completeness",
  method: "GET",
  path: "/assets/:kind/:owner/:name/completeness",
  summary: "How well the card is filled in, and what is missing, for those who may write it",
  access: { who: "signed-in", scope: "read", right: "write" },
  params: Address,
  answer: { status: 200, body: Completeness },
});

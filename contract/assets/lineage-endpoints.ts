import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { AssetSummary } from "./asset.ts";
import { Lineage } from "./lineage.ts";

const BASE = "/assets/:kind/:owner/:name";
const SEE = { who: "anyone", scope: "read", right: "see" } as const;

export const getLineage = endpoint({
  id: "assets.get-lineage",
  method: "GET",
  path: `${BASE}/lineage`,
  summary: "The base models and datasets that the card names, found in this gallery",
  access: SEE,
  params: Address,
  answer: { status: 200, body: Lineage },
});

export const listDerivedAssets = endpoint({
  id: "assets.list-derived-assets",
  method: "GET",
  path: `${BASE}/derived`,
  summary: "Assets whose cards name this one as base model or dataset, newest first",
  access: SEE,
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(AssetSummary) },
});

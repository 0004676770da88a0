import { endpoint } from "../endpoint.ts";
import { Address } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { RelatedAddress, RelatedAsset } from "./related.ts";

const BASE = "/assets/:kind/:owner/:name/related";
const MANAGE = { who: "signed-in", scope: "write", right: "manage" } as const;

export const listRelatedAssets = endpoint({
  id: "community.list-related-assets",
  method: "GET",
  path: BASE,
  summary: "Assets that are linked to this one, as far as the viewer sees them, newest link first",
  access: { who: "anyone", scope: "read", right: "see" },
  params: Address,
  query: PageQuery,
  answer: { status: 200, body: pageOf(RelatedAsset) },
});

export const linkAsset = endpoint({
  id: "community.link-asset",
  method: "PUT",
  path: `${BASE}/:id`,
  summary: "Link another asset by its id; both pages show the link",
  access: MANAGE,
  params: RelatedAddress,
  answer: { status: 200, body: RelatedAsset },
  problems: [
    "asset-unknown",
    "relation-unfit",
    "relation-refused",
    "relation-limit",
    "rate-limited",
  ],
});

export const unlinkAsset = endpoint({
  id: "community.unlink-asset",
  method: "DELETE",
  path: `${BASE}/:id`,
  summary: "Take a link away, from either side; one that the other side made cannot be made again",
  access: MANAGE,
  params: RelatedAddress,
  answer: { status: 204 },
});

import { z } from "zod";
import { endpoint } from "../endpoint.ts";
import { AssetKind } from "../fields.ts";
import { PageQuery, pageOf } from "../paging.ts";
import { AssetSummary, ListingState } from "./asset.ts";
import { FilterCounts, GalleryCounts, KindCounts, OwnAsset } from "./own.ts";

const READ = { who: "signed-in", scope: "read" } as const;

/** Part of the name, the title or the Chinese name. */
const Words = z.string().trim().max(200).optional();
const Filter = PageQuery.extend({
  kind: AssetKind.optional(),
  state: ListingState.optional(),
  q: Words,
});

export const listOwnAssets = endpoint({
  id: "assets.list-own-assets",
  method: "GET",
  path: "/me/assets",
  summary: "Assets of one's own account and organisations, whatever their state, last change first",
  access: READ,
  query: Filter,
  answer: { status: 200, body: pageOf(OwnAsset).extend({ counts: FilterCounts }) },
});

export const listFavourites = endpoint({
  id: "assets.list-favourites",
  method: "GET",
  path: "/me/favourites",
  summary: "One's own favourites, newest first",
  access: READ,
  query: Filter,
  answer: { status: 200, body: pageOf(AssetSummary).extend({ counts: FilterCounts }) },
});

export const countGallery = endpoint({
  id: "assets.count-gallery",
  method: "GET",
  path: "/me/counts",
  summary: "How much lies in each part of one's gallery",
  access: READ,
  answer: { status: 200, body: GalleryCounts },
});

export const listNamespaceAssets = endpoint({
  id: "assets.list-namespace-assets",
  method: "GET",
  path: "/namespaces/:owner/assets",
  summary: "Assets of a person or organisation that this viewer may see, last change first",
  access: { who: "anyone", scope: "read" },
  params: z.object({ owner: z.string().min(1).max(200) }),
  query: PageQuery.extend({ kind: AssetKind.optional(), q: Words }),
  answer: {
    status: 200,
    /** Of all kinds, of what the words find. */
    body: pageOf(AssetSummary).extend({ counts: KindCounts }),
  },
});

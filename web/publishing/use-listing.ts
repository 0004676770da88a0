import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Asset, ListingState } from "#contract/assets/asset.ts";
import { callOptions } from "../app/gallery.ts";
import { addressOf } from "../assets/asset/use-asset.ts";

/** States that end without the reader doing anything, and how often one looks. */
const POLL_MS: Partial<Record<ListingState, number>> = { publishing: 1000, "in-review": 10_000 };

/** Answers beside the listing's own that tell in which state it is. */
const SHOWING_STATE = [
  "assets.get-asset",
  "assets.count-gallery",
  "assets.list-own-assets",
  "assets.list-namespace-assets",
  "assets.search-assets",
] as const;

/** Answers that any move of a listing outdates. */
export const STALE_AFTER_MOVE = ["publishing.get-listing", ...SHOWING_STATE] as const;

/** State, findings and history of an asset's listing, kept fresh while it is on its way. */
export function useListing(asset: Asset) {
  const queryClient = useQueryClient();
  const listing = useQuery({
    ...callOptions("publishing.get-listing", { params: addressOf(asset) }),
    refetchInterval: ({ state }) => (state.data && POLL_MS[state.data.state]) ?? false,
  });
  const state = listing.data?.state;
  useEffect(() => {
    if (state === undefined || state === asset.state) return;
    for (const id of SHOWING_STATE) void queryClient.invalidateQueries({ queryKey: [id] });
  }, [state, asset.state, queryClient]);
  return listing;
}

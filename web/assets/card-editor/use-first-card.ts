import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Asset, Card } from "#contract/assets/asset.ts";
import { callOptions } from "../../app/gallery.ts";
import { addressOf } from "../asset/use-asset.ts";

/**
 * The card as it was when the editor opened, never an answer from before. Later answers of the
 * same call are somebody else's changes: they must not replace what is being typed.
 */
export function useFirstCard(asset: Asset) {
  const { data, error, refetch, isFetchedAfterMount } = useQuery({
    ...callOptions("assets.get-card", { params: addressOf(asset) }),
    refetchOnMount: "always",
  });
  const [card, setCard] = useState<Card>();
  if (card === undefined && data !== undefined && isFetchedAfterMount) setCard(data);
  return { card, error: card ? null : error, retry: () => void refetch() };
}

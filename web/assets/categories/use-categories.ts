import { useQuery } from "@tanstack/react-query";
import type { CategoryNode } from "#contract/assets/category.ts";
import { callOptions } from "../../app/gallery.ts";

const MINUTE_MS = 60_000;

/** The tree of categories; undefined while not known, and where nobody wants to know. */
export function useCategories(isWanted = true): CategoryNode[] | undefined {
  return useQuery({
    ...callOptions("assets.list-categories"),
    staleTime: MINUTE_MS,
    enabled: isWanted,
  }).data?.items;
}

import { z } from "zod";
import { AssetKind, NamespaceSummary } from "../fields.ts";
import { AssetResults, AssetSummary, Correction } from "./asset.ts";

/** What people type to find something; a longer text is refused. */
const Words = z.string().trim().max(200);

/** As much of an asset as a line below the search field shows. */
export const AssetSuggestion = AssetSummary.pick({
  id: true,
  kind: true,
  owner: true,
  name: true,
  title: true,
  titleZh: true,
  description: true,
  isOfficial: true,
});
export type AssetSuggestion = z.infer<typeof AssetSuggestion>;

export const SuggestionQuery = z.object({ q: Words });

export const Suggestions = z.object({
  /** Of every kind but articles; best match first. */
  assets: z.array(AssetSuggestion),
  articles: z.array(AssetSuggestion),
  /** Organisations, and people where the viewer may search for them. */
  namespaces: z.array(NamespaceSummary),
});
export type Suggestions = z.infer<typeof Suggestions>;

export const OverviewQuery = z.object({ q: Words });

/** The best of every kind that has a match. */
export const SearchOverview = z.object({
  sections: z.array(
    z.object({ kind: AssetKind, items: z.array(AssetSummary), total: AssetResults.shape.total }),
  ),
  namespaces: z.array(NamespaceSummary),
  /** Where the words find nothing of any kind, or little. */
  correction: Correction.nullable(),
});
export type SearchOverview = z.infer<typeof SearchOverview>;

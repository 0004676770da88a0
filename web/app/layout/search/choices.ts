import type { AssetSuggestion, Suggestions } from "#contract/assets/suggestion.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { assetHref, namespaceHref, searchHref } from "../../addresses.ts";

/** One line below the search field, and where it leads. */
export type Choice = { href: string } & (
  | { sort: "all" | "recent"; words: string }
  | { sort: "asset"; asset: AssetSuggestion }
  | { sort: "namespace"; namespace: NamespaceSummary }
);

export type ChoiceGroup = {
  name: "all" | "recent" | "assets" | "articles" | "namespaces";
  choices: Choice[];
};

/** Of what was searched for before, so many stand among other suggestions. */
const RECENT_AMONG_OTHERS = 2;

/**
 * What to offer for what is typed: the search itself first, then what it may find. For an empty
 * field, what was searched for before.
 */
export function choicesOf(
  typed: string,
  recent: readonly string[],
  found: Suggestions | undefined,
): ChoiceGroup[] {
  const words = typed.trim();
  if (words === "") return withoutEmpty([{ name: "recent", choices: recent.map(toRecent) }]);
  const begun = words.toLowerCase();
  const matching = recent.filter(
    (other) => other.toLowerCase().startsWith(begun) && other.toLowerCase() !== begun,
  );
  return withoutEmpty([
    { name: "all", choices: [{ sort: "all", words, href: searchHref(words) }] },
    { name: "recent", choices: matching.slice(0, RECENT_AMONG_OTHERS).map(toRecent) },
    { name: "assets", choices: (found?.assets ?? []).map(toAsset) },
    { name: "articles", choices: (found?.articles ?? []).map(toAsset) },
    { name: "namespaces", choices: (found?.namespaces ?? []).map(toNamespace) },
  ]);
}

function withoutEmpty(groups: ChoiceGroup[]): ChoiceGroup[] {
  return groups.filter(({ choices }) => choices.length > 0);
}

function toRecent(words: string): Choice {
  return { sort: "recent", words, href: searchHref(words) };
}

function toAsset(asset: AssetSuggestion): Choice {
  const { kind, owner, name } = asset;
  return { sort: "asset", asset, href: assetHref({ kind, owner: owner.name, name }) };
}

function toNamespace(namespace: NamespaceSummary): Choice {
  return { sort: "namespace", namespace, href: namespaceHref(namespace.name) };
}

import type { AssetSummary } from "#contract/assets/asset.ts";
import { feedPath } from "#contract/assets/feeds.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import { type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { findLicence } from "#contract/taxonomies/licences.ts";
import { findTask } from "#contract/taxonomies/tasks.ts";
import { type Term, termName } from "#contract/taxonomies/term.ts";
import { nameKind } from "./kind-names.ts";
import type { Feed, FeedEntry } from "./write-feed.ts";

type FeedSource = {
  site: { name: string; url: string };
  locale: "en" | "zh-CN";
  subject: { kind: AssetKind | undefined; publisher: NamespaceSummary | undefined };
  words: string;
  /** Of the request, with its `?`. */
  query: string;
  assets: readonly AssetSummary[];
};

/** Before anything was shared: a feed must say when it last changed. */
const NEVER = new Date(0);

export function composeFeed(source: FeedSource): Feed {
  const { site, locale, subject, words, query, assets } = source;
  const { kind, publisher } = subject;
  const self = `${site.url}${feedPath({ kind, owner: publisher?.name })}${query}`;
  const of = publisher ? publisher.nickname || publisher.name : nameKind(kind, locale);
  const entries = assets.map((asset) => composeEntry(asset, source));
  const newest = Math.max(NEVER.getTime(), ...entries.map(({ updated }) => updated.getTime()));
  return {
    id: self,
    locale,
    title: [site.name, of, ...(words === "" ? [] : [words])].join(" · "),
    self,
    page: `${site.url}${pagePath(subject)}${publisher ? "" : withoutLanguage(query)}`,
    updated: new Date(newest),
    entries,
  };
}

function pagePath({ kind, publisher }: FeedSource["subject"]): string {
  if (publisher) return `/${publisher.name}`;
  return kind === undefined ? "/search" : `/${KIND_PLURALS[kind]}`;
}

/** The page has a language of its own. */
function withoutLanguage(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("lang");
  return params.size === 0 ? "" : `?${params}`;
}

/** An entry is news when the asset came on the shelf, and again when it changed. */
function composeEntry(asset: AssetSummary, { site, locale }: FeedSource): FeedEntry {
  const { kind, owner, name } = asset;
  const changed = [asset.updatedAt, asset.publishedAt ?? asset.updatedAt].map(Date.parse);
  const prefix = kind === "model" ? "" : `/${KIND_PLURALS[kind]}`;
  const terms = [...asset.tasks.map(termOf(findTask)), ...asset.licences.map(termOf(findLicence))];
  return {
    id: `urn:open-gallery:asset:${asset.id}`,
    title: titleOf(asset, locale),
    page: `${site.url}${prefix}/${owner.name}/${name}`,
    published: new Date(asset.publishedAt ?? asset.createdAt),
    updated: new Date(Math.max(...changed)),
    author: { name: owner.nickname || owner.name, page: `${site.url}/${owner.name}` },
    summary: asset.description,
    categories: [
      { term: kind, label: nameKind(kind, locale) },
      ...terms.map(({ id, term }) => ({ term: id, label: term ? termName(term, locale) : id })),
    ],
  };
}

function termOf(find: (id: string) => Term | undefined) {
  return (id: string) => ({ id, term: find(id) });
}

/** As the page calls it (REP-1, PUB-9). */
function titleOf(asset: AssetSummary, locale: FeedSource["locale"]): string {
  if (locale === "zh-CN" && asset.titleZh !== "") return asset.titleZh;
  const hasTitle = KIND_RULES[asset.kind].title.need !== "absent" && asset.title !== "";
  return hasTitle ? asset.title : asset.name;
}

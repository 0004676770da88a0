import type { Address } from "#contract/fields.ts";
import { type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { stringifySearch } from "./search-params.ts";

/** `a/b c` → `a/b%20c`: a path of a repository inside an address. */
function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The page of an asset; models live directly below their owner. */
export function assetHref({ kind, owner, name }: Address): string {
  const prefix = kind === "model" ? "" : `/${KIND_PLURALS[kind]}`;
  return `${prefix}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
}

/** A page inside an asset at a revision: folder, file, history. `%2F` keeps `feature/x` one segment. */
export function revisionHref(
  address: Address,
  page: "tree" | "blob" | "commits" | "commit",
  at: { revision: string; path?: string },
): string {
  const path = at.path ? `/${encodePath(at.path)}` : "";
  return `${assetHref(address)}/${page}/${encodeURIComponent(at.revision)}${path}`;
}

/** What differs between two states, or of one file. No name of a branch or tag holds two dots. */
export function compareHref(
  address: Address,
  { base, revision, path }: { base: string; revision: string; path?: string },
): string {
  const compared = encodeURIComponent(`${base}...${revision}`);
  return `${assetHref(address)}/compare/${compared}${stringifySearch({ path })}`;
}

/** The discussions of an asset, or one of them, as hub clients address it. */
export function discussionHref(
  address: Address,
  at: { num?: number; page?: "changes" | "new" | "new-pull-request" } = {},
): string {
  const { num, page } = at;
  const parts = [num, page].filter((part) => part !== undefined).map((part) => `/${part}`);
  return `${assetHref(address)}/discussions${parts.join("")}`;
}

/** One of the pages that every asset has beside its card, files and settings. */
export function assetPageHref(
  address: Address,
  page: "delivery" | "restrictions" | "related" | "paper" | "comments",
): string {
  return `${assetHref(address)}/${page}`;
}

export function versionsHref(address: Address): string {
  return `${assetHref(address)}/versions`;
}

export function settingsHref(address: Address): string {
  return `${assetHref(address)}/settings`;
}

export function statisticsHref(address: Address): string {
  return `${assetHref(address)}/statistics`;
}

export function storageHref(address: Address): string {
  return `${assetHref(address)}/storage`;
}

export function namespaceHref(name: string): string {
  return `/${encodeURIComponent(name)}`;
}

export function listHref(kind: AssetKind, search: Record<string, unknown> = {}): string {
  return `/${KIND_PLURALS[kind]}${stringifySearch(search)}`;
}

export function searchHref(q: string): string {
  return `/search${stringifySearch({ q })}`;
}

/** Bytes of one file, by the API: for images in cards, previews, and links that save the file. */
export function contentHref(
  { kind, owner, name }: Address,
  at: { revision: string; path: string; isDownload?: boolean },
): string {
  const base = `/api/v1/repositories/${kind}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  const query = at.isDownload ? "?download=true" : "";
  return `${base}/content/${encodeURIComponent(at.revision)}/${encodePath(at.path)}${query}`;
}

/** A folder, or the whole repository, as a zip or tar. */
export function archiveHref(
  { kind, owner, name }: Address,
  at: { revision: string; path?: string; format?: "tar" },
): string {
  const base = `/api/v1/repositories/${kind}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  const query = stringifySearch({ path: at.path, format: at.format });
  return `${base}/archive/${encodeURIComponent(at.revision)}${query}`;
}

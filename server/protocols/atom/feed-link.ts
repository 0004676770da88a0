import { feedPath, type FeedSubject } from "#contract/assets/feeds.ts";
import { ASSET_KINDS, KIND_PLURALS } from "#contract/kinds.ts";
import { NAMESPACE_PATTERN } from "#contract/names.ts";
import { isReservedName } from "../../accounts/index.ts";
import { escapeXml } from "./write-feed.ts";

/**
 * The element by which readers find the feed of a page that they were given the address of: of a
 * list with its filters, or of a person or organisation. Undefined for all other pages.
 *
 * @param url path and query of the page
 */
export function feedLink(url: string): string | undefined {
  const [path = "", query] = url.split("?", 2);
  const subject = subjectOf(path);
  if (subject === undefined) return undefined;
  const hasFilters = subject.owner === undefined && query !== undefined;
  const href = `${feedPath(subject)}${hasFilters ? `?${query}` : ""}`;
  return `<link rel="alternate" type="application/atom+xml" href="${escapeXml(href)}" />`;
}

function subjectOf(path: string): FeedSubject | undefined {
  const [, segment = ""] = /^\/([^/]+)\/?$/u.exec(path) ?? [];
  const kind = ASSET_KINDS.find((known) => KIND_PLURALS[known] === segment);
  if (kind) return { kind };
  if (segment === "search") return {};
  const isName = NAMESPACE_PATTERN.test(segment) && !isReservedName(segment);
  return isName ? { owner: segment } : undefined;
}

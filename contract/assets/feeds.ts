import { type AssetKind, KIND_PLURALS } from "../kinds.ts";

/** Where feeds are; the segment is a reserved name, so nobody's page is there. */
export const FEEDS = "/feeds";

/** What a feed is of: the list of one kind, of all, or what one person or organisation shares. */
export type FeedSubject = { kind?: AssetKind | undefined; owner?: string | undefined };

/** The address of a feed; the filters of the list go behind it as its query. */
export function feedPath({ kind, owner }: FeedSubject): string {
  if (owner !== undefined) return `${FEEDS}/by/${encodeURIComponent(owner)}.atom`;
  return `${FEEDS}/${kind === undefined ? "all" : KIND_PLURALS[kind]}.atom`;
}

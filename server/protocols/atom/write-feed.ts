export type FeedEntry = {
  id: string;
  title: string;
  page: string;
  published: Date;
  updated: Date;
  author: { name: string; page: string };
  summary: string;
  categories: readonly { term: string; label: string }[];
};

export type Feed = {
  id: string;
  locale: string;
  title: string;
  /** Where the feed is, and where the same can be read as a page. */
  self: string;
  page: string;
  updated: Date;
  entries: readonly FeedEntry[];
};

/** A feed as an Atom document. Source: RFC 4287. */
export function writeFeed(feed: Feed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(feed.locale)}">`,
    element("id", feed.id),
    element("title", feed.title),
    element("updated", feed.updated.toISOString()),
    link("self", "application/atom+xml", feed.self),
    link("alternate", "text/html", feed.page),
    element("generator", "Open Gallery"),
    ...feed.entries.map(writeEntry),
    "</feed>",
    "",
  ].join("\n");
}

function writeEntry(entry: FeedEntry): string {
  return [
    "<entry>",
    element("id", entry.id),
    element("title", entry.title),
    element("published", entry.published.toISOString()),
    element("updated", entry.updated.toISOString()),
    link("alternate", "text/html", entry.page),
    `<author>${element("name", entry.author.name)}${element("uri", entry.author.page)}</author>`,
    ...entry.categories.map(
      ({ term, label }) => `<category term="${escapeXml(term)}" label="${escapeXml(label)}"/>`,
    ),
    element("summary", entry.summary),
    "</entry>",
  ].join("\n");
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function link(rel: string, type: string, href: string): string {
  return `<link rel="${rel}" type="${type}" href="${escapeXml(href)}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as XML 1.0 takes it; characters that it has no way to write are left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

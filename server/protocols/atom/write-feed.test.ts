import { expect, it } from "vitest";
import { type Feed, writeFeed } from "./write-feed.ts";

const AT = new Date("2026-11-20T08:00:00.000Z");
const FEED: Feed = {
  id: "https://gallery.example/feeds/models.atom",
  locale: "en",
  title: "Gallery · Models",
  self: "https://gallery.example/feeds/models.atom?task=a&licence=b",
  page: "https://gallery.example/models",
  updated: AT,
  entries: [
    {
      id: "urn:open-gallery:asset:1",
      title: "<b>&\u0000\u000B\uFFFE\uD800鲸\u{1F40B}",
      page: "https://gallery.example/a/b",
      published: AT,
      updated: AT,
      author: { name: `"A" & 'B'`, page: "https://gallery.example/a" },
      summary: "]]></summary><script>alert(1)</script>",
      categories: [{ term: `x"y`, label: "<i>" }],
    },
  ],
};

it("DIS-1: writes an Atom document whose texts cannot become markup", () => {
  expect(writeFeed(FEED)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://gallery.example/feeds/models.atom</id>
<title>Gallery · Models</title>
<updated>2026-11-20T08:00:00.000Z</updated>
<link rel="self" type="application/atom+xml" href="https://gallery.example/feeds/models.atom?task=a&amp;licence=b"/>
<link rel="alternate" type="text/html" href="https://gallery.example/models"/>
<generator>Open Gallery</generator>
<entry>
<id>urn:open-gallery:asset:1</id>
<title>&lt;b&gt;&amp;鲸\u{1F40B}</title>
<published>2026-11-20T08:00:00.000Z</published>
<updated>2026-11-20T08:00:00.000Z</updated>
<link rel="alternate" type="text/html" href="https://gallery.example/a/b"/>
<author><name>&quot;A&quot; &amp; &apos;B&apos;</name><uri>https://gallery.example/a</uri></author>
<category term="x&quot;y" label="&lt;i&gt;"/>
<summary>]]&gt;&lt;/summary&gt;&lt;script&gt;alert(1)&lt;/script&gt;</summary>
</entry>
</feed>
`);
});

import { beforeAll, describe, expect, it } from "vitest";
import { editAccount } from "../../accounts/index.ts";
import { unlistAsset } from "../../publishing/index.ts";
import { aName } from "../../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../../testing/assets.ts";
import { aHubUser, testHub } from "../../testing/hub.ts";
import { settle } from "../../testing/settle.ts";
import { feedLink } from "./index.ts";

const hub = await testHub();
const owner = await aHubUser(hub);
const as = hub.ctx.as(owner.viewer);
const get = (url: string, headers: Record<string, string> = {}) => hub.anonymous.get(url, headers);

/** The texts of an element, in their order. */
function texts(document: string, name: string): string[] {
  return [...document.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "gu"))].map(
    ([, text]) => text ?? "",
  );
}
const namesIn = (document: string) =>
  [...document.matchAll(/<entry>[^]*?href="[^"]*\/([^"/]+)"/gu)].map(([, name]) => name);
const entriesOf = async (url: string) => namesIn((await get(url)).body);

describe("DIS-1: Atom feeds", () => {
  const names = [aName("whale"), aName("parrot"), aName("seal")] as const;

  beforeAll(async () => {
    await editAccount(as, { nickname: "A & B <i>" });
    await aPublishedAsset(as, { name: names[0] });
    await aPublishedAsset(as, { name: names[1], kind: "dataset" });
    await aPublishedAsset(as, { name: names[2] });
    await anAsset(as);
  });

  it("hold what is on the shelf: of a kind, of all, of a person", async () => {
    expect(await entriesOf("/feeds/models.atom")).toEqual([names[2], names[0]]);
    expect(await entriesOf("/feeds/datasets.atom")).toEqual([names[1]]);
    expect(await entriesOf("/feeds/articles.atom")).toEqual([]);
    const all = names.toReversed();
    expect(await entriesOf("/feeds/all.atom")).toEqual(all);
    expect(await entriesOf(`/feeds/by/${owner.name}.atom`)).toEqual(all);
  });

  it("are what RFC 4287 asks for: ids, titles, times, authors, links", async () => {
    const { body, headers } = await get("/feeds/models.atom?q=whale&lang=zh-CN");
    expect(headers["content-type"]).toBe("application/atom+xml; charset=utf-8");
    expect(body).toContain('<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">');
    const base = "http://localhost:7860";
    expect(body).toContain(
      `<link rel="self" type="application/atom+xml" href="${base}/feeds/models.atom?q=whale&amp;lang=zh-CN"/>`,
    );
    expect(body).toContain(
      `<link rel="alternate" type="text/html" href="${base}/models?q=whale"/>`,
    );
    expect(body).toContain(
      `<link rel="alternate" type="text/html" href="${base}/${owner.name}/${names[0]}"/>`,
    );
    expect(texts(body, "title")).toEqual(["Open Gallery · 模型 · whale", names[0]]);
    expect(texts(body, "name")).toEqual(["A &amp; B &lt;i&gt;"]);
    expect(texts(body, "id")[1]).toMatch(/^urn:open-gallery:asset:[0-9a-f]{24}$/u);
    const times = [...texts(body, "updated"), ...texts(body, "published")].map(Date.parse);
    expect(times).toHaveLength(3);
    expect(times.every((time) => time > 0)).toBe(true);
  });

  it.each([
    ["/feeds/all.atom?q=parrot", [1]],
    ["/feeds/models.atom?task=text-classification&licence=mit", [2, 0]],
    ["/feeds/models.atom?licence=apache-2.0", []],
    ["/feeds/models.atom?official=true", []],
    // Order and favourites are of the page, not of what everybody reads.
    ["/feeds/models.atom?sort=downloads&favourite=true&kind=dataset", [2, 0]],
  ])("take the filters of the list: %s", async (url, expected) => {
    expect(await entriesOf(url)).toEqual(expected.map((at) => names[at]));
  });

  it("hold only what everybody may see, whoever asks", async () => {
    const hidden = await aPublishedAsset(as);
    await unlistAsset(as, hidden);
    await settle(as);
    const { body } = await owner.client.get("/feeds/models.atom");
    expect(namesIn(body)).toEqual([names[2], names[0]]);
  });

  it("are answered with 304 while nothing changed, and anew when something did", async () => {
    const first = await get("/feeds/models.atom");
    const etag = String(first.headers.etag);
    expect(Date.parse(String(first.headers["last-modified"]))).toBeGreaterThan(0);
    expect(
      (await get("/feeds/models.atom", { "if-none-match": `"x", W/${etag}` })).statusCode,
    ).toBe(304);
    await editAccount(as, { nickname: "Somebody else" });
    const second = await get("/feeds/models.atom", { "if-none-match": etag });
    expect(second.statusCode).toBe(200);
    expect(second.headers.etag).not.toBe(etag);
    const head = await hub.anonymous.head("/feeds/models.atom");
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, "", second.headers.etag]);
  });

  it.each([
    ["/feeds/planes.atom", 404],
    ["/feeds/models.rss", 404],
    ["/feeds/by/nobody-at-all.atom", 404],
    [`/feeds/by/${owner.name}`, 404],
    ["/feeds/by/..%2f..%2fapi.atom", 404],
    [`/feeds/models.atom?q=${"x".repeat(201)}`, 400],
    [`/feeds/models.atom?task=${"x".repeat(101)}`, 400],
    [`/feeds/models.atom?${"task=a&".repeat(30)}`, 400],
    ["/feeds/models.atom?official=perhaps", 400],
    ["/feeds/models.atom?q=%00&q=%26%7C!", 400],
    ["/feeds/models.atom?q=%26%7C!()%3C-%3E", 200],
    ["/feeds/models.atom?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", 200],
  ])("answer %s with %i", async (url, status) => {
    const response = await get(url);
    expect(response.statusCode).toBe(status);
    expect(response.body).not.toContain("<script");
  });

  it.each([
    ["/models", "/feeds/models.atom"],
    ["/datasets?task=a&q=<b>", "/feeds/datasets.atom?task=a&amp;q=&lt;b&gt;"],
    ["/search?q=x", "/feeds/all.atom?q=x"],
    ["/alice?tab=members", "/feeds/by/alice.atom"],
    ["/", undefined],
    ["/settings", undefined],
    ["/alice/model", undefined],
    ["/%22%3E%3Cscript%3E", undefined],
  ])("are found from the page %s", (page, feed) => {
    const link = feed && `<link rel="alternate" type="application/atom+xml" href="${feed}" />`;
    expect(feedLink(page)).toBe(link);
  });
});

import { beforeAll, describe, expect, it, vi } from "vitest";
import { AssetResults } from "#contract/assets/asset.ts";
import { SearchOverview, Suggestions } from "#contract/assets/suggestion.ts";
import { createAsset } from "../assets/index.ts";
import { publishAsset } from "../publishing/index.ts";
import { A_PUBLICATION } from "../testing/assets.ts";
import { testGallery } from "../testing/gallery.ts";

const gallery = await testGallery();

beforeAll(async () => {
  const { name: owner } = await gallery.aUserWithToken();
  const ctx = await gallery.actingAs(owner);
  await createAsset(ctx, { kind: "model", owner, name: "harmless" });
  await publishAsset(ctx, { kind: "model", owner, name: "harmless" }, A_PUBLICATION);
  const isOnShelf = async () => expect((await find("harmless")).items).toHaveLength(1);
  await vi.waitFor(isOnShelf, { timeout: 20_000 });
});

const find = async (words: string) =>
  AssetResults.parse(await (await ask("/api/v1/assets?q=", words)).json());

const ask = (path: string, query: string) =>
  fetch(`${gallery.url}${path}${query}`, { signal: AbortSignal.timeout(20_000) });

const DOORS = [
  "/api/v1/assets?q=",
  "/api/v1/suggestions?q=",
  "/api/v1/search?q=",
  "/api/models?search=",
];

describe("DIS-1: hostile queries", () => {
  it.each([
    ["operators only", "!!! &&& ||| <-> :* ( ) - \" ' \\"],
    ["nothing but quotes", '"'.repeat(200)],
    ["nothing but minus signs", "-".repeat(200)],
    ["emoji", "🤗👩‍👩‍👧‍👦🏳️‍🌈".repeat(6)],
    ["right to left, and overrides of it", "\u202Emodel\u202C שלום עולם مرحبا بالعالم"],
    ["characters that nobody sees", "har\u200Bm\u00ADl\u2060ess\uFEFF\u200D"],
    ["NUL", "harm\0less\0"],
    ["a mountain of marks", `a${"\u0300\u0323".repeat(99)}`],
    ["ligatures that grow", "ﷺ".repeat(200)],
    ["every script", "model модель 模型 モデル 모델 แบบจำลอง نموذج মডেল"],
    ["a tsquery", "'harmless':* & !('a' <-> 'b') | 'k:model':A"],
    ["SQL", "'; drop table assets; -- harmless"],
    ["a word in the shape of a filter", "k:model s:image tier:downloads:0 p:har"],
    ["two hundred words", "a ".repeat(100)],
    ["words that are almost known", "harmles ".repeat(25)],
    ["a long word", "x".repeat(200)],
  ])("%s are answered everywhere", async (_, words) => {
    for (const door of DOORS) {
      const response = await ask(door, encodeURIComponent(words));
      expect(response.status, door).toBe(200);
      await response.json();
    }
  });

  it.each([
    ["a lone surrogate", "%ED%A0%80harmless"],
    ["bytes that are no UTF-8", "%FF%FE%C0%80harmless"],
    ["a broken escape", "%harmless%"],
    ["many queries at once", "a&q=b&q=c&search=d"],
  ])("%s is answered, or refused by name", async (_, query) => {
    for (const door of DOORS) {
      const response = await ask(door, query);
      expect([200, 400], `${door} ${response.status}`).toContain(response.status);
    }
  });

  it("what is longer than anyone types is refused by name and limit", async () => {
    for (const [at, path] of DOORS.slice(0, 3).entries()) {
      const response = await ask(path, "x".repeat(12_000));
      expect(response.status, DOORS[at]).toBe(400);
      expect(await response.json()).toMatchObject({
        code: "validation-failed",
        issues: [{ pointer: "/query/q", params: { limit: 200 } }],
      });
    }
  });

  it.each(DOORS)(
    "a megabyte is refused at the door of %s, and the next is served",
    async (door) => {
      const response = await ask(door, "x".repeat(1_000_000));
      expect([400, 414, 431]).toContain(response.status);
      expect((await ask(door, "harmless")).status).toBe(200);
    },
  );

  it("still finds what is there, and says what was meant", async () => {
    const [assets, suggestions, overview] = await Promise.all(
      DOORS.slice(0, 3).map(async (door) => (await ask(door, "harmless")).json()),
    );
    expect(AssetResults.parse(assets).items).toHaveLength(1);
    expect(Suggestions.parse(suggestions).assets).toHaveLength(1);
    expect(SearchOverview.parse(overview).sections).toHaveLength(1);
    const corrected = await find("harmlss");
    expect(corrected.correction).toEqual({ words: "harmless", isApplied: true });
    expect(corrected.items).toHaveLength(1);
  });

  it("hub clients are shown no words but their own", async () => {
    const response = await ask("/api/models?search=", "harmlss");
    expect(await response.json()).toEqual([]);
  });

  it("nor are those who follow a feed", async () => {
    expect(await (await ask("/feeds/models.atom?q=", "harmless")).text()).toContain("<entry>");
    expect(await (await ask("/feeds/models.atom?q=", "harmlss")).text()).not.toContain("<entry>");
  });
});

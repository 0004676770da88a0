import { beforeAll, describe, expect, it } from "vitest";
import type { AssetKind } from "#contract/fields.ts";
import { Suggestions } from "#contract/assets/suggestion.ts";
import { editAccount, editOrganisation, type SignedIn } from "../../accounts/index.ts";
import { wireDomains } from "../../app.ts";
import { anOrdinaryUser, anOrganisation, aName, viewerOf } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { searchFixtures } from "../../testing/search.ts";
import { searchOverview } from "./search-overview.ts";
import { suggest } from "./suggest.ts";

const ctx = await testContext();
const { anAsset } = searchFixtures(ctx.db);
let person: SignedIn;
let asPerson: TestContext;
let house: { id: number; name: string };

beforeAll(async () => {
  wireDomains(ctx);
  await anOrdinaryUser(ctx);
  person = await anOrdinaryUser(ctx, { name: aName("whalewatcher") });
  asPerson = ctx.as(person);
  await editAccount(asPerson, { nickname: "Zoë Whale" });
  house = await anOrganisation(ctx, { owner: person, name: aName("whalehouse") });
  // Its roles are those of when it was read.
  asPerson = ctx.as(await viewerOf(ctx, person.name));
  await editOrganisation(asPerson, house.name, { nickname: "鲸鱼之家" });
});

type Made = Partial<Parameters<typeof anAsset>[0]>;

async function make(kind: AssetKind, name: string, over: Made = {}): Promise<void> {
  const id = await anAsset({ kind, name, ownerId: person.accountId, ...over });
  await ctx.db.insertInto("asset_counters").values({ asset_id: id }).execute();
}

const NOTHING = { assets: [], articles: [], namespaces: [] };
const namesOf = (items: { name: string }[]) => items.map(({ name }) => name);

describe("DIS-1: suggestions", () => {
  beforeAll(async () => {
    await make("model", "whale-song", { settings: { titleZh: "鲸鱼之歌" } });
    await make("dataset", "whale-calls");
    await make("article", "whale-report");
    await make("model", "whale-secret", { isPublic: false });
    await make("model", "whale-draft", { isListed: false });
  });

  it("bring assets of all kinds, articles apart, organisations and people", async () => {
    const found = await suggest(asPerson, "whale");
    expect(() => Suggestions.strict().parse(found)).not.toThrow();
    expect(namesOf(found.assets).toSorted()).toEqual(["whale-calls", "whale-secret", "whale-song"]);
    expect(namesOf(found.articles)).toEqual(["whale-report"]);
    expect(namesOf(found.namespaces)).toEqual([person.name, house.name]);
  });

  it("show nobody what they may not see, and people only to those who are signed in", async () => {
    const found = await suggest(ctx, "whale");
    expect(namesOf(found.assets).toSorted()).toEqual(["whale-calls", "whale-song"]);
    expect(found.namespaces).toEqual([
      { name: house.name, kind: "organisation", nickname: "鲸鱼之家", avatarUrl: null },
    ]);
    const stranger = await suggest(ctx.as(await anOrdinaryUser(ctx)), "whale");
    expect(namesOf(stranger.assets)).not.toContain("whale-secret");
  });

  it.each([
    ["wha", "whale-song"],
    ["鲸鱼", "whale-song"],
    ["WHALE-S", "whale-song"],
    ["whale cal", "whale-calls"],
    ["whale c", "whale-calls"],
    ["whale-calls q", "whale-calls"],
  ])("%s, still being typed, finds %s", async (typed, name) => {
    expect(namesOf((await suggest(ctx, typed)).assets)).toContain(name);
  });

  it("find organisations by the beginning of the nickname", async () => {
    expect(namesOf((await suggest(ctx, "鲸鱼之")).namespaces)).toEqual([house.name]);
  });

  it("are at most six assets, three articles and four of people and organisations", async () => {
    for (let at = 0; at < 12; at += 1) {
      await make("model", `crowd-${at}`);
      await make("article", `crowd-report-${at}`);
      await anOrganisation(ctx, { owner: person, name: aName("crowd") });
      await anOrdinaryUser(ctx, { name: aName("crowd") });
    }
    const found = await suggest(asPerson, "crowd");
    expect([found.articles.length, found.namespaces.length]).toEqual([3, 4]);
    expect(found.assets.length).toBeLessThanOrEqual(6);
    expect(new Set(found.namespaces.map(({ kind }) => kind))).toEqual(
      new Set(["user", "organisation"]),
    );
  });

  it.each([
    "",
    "-",
    "- -- ---",
    "!&|()<->:*",
    "' or qq=qq --",
    "\\",
    "%_",
    '"""',
    "\0",
    "\uD800",
    "<script>alert(1)</script>",
    "（）＆｜！",
    "a ".repeat(100),
    "鲸".repeat(200),
  ])("answer whatever is typed: %j", async (typed) => {
    expect(await suggest(asPerson, typed)).toEqual(NOTHING);
    expect(await searchOverview(asPerson, typed)).toEqual({
      sections: [],
      namespaces: [],
      correction: null,
    });
  });
});

describe("DIS-1: the search over everything", () => {
  it("has a section for every kind that has a match, with its total", async () => {
    const { sections, namespaces } = await searchOverview(ctx, "whale");
    expect(
      sections.map(({ kind, items, total }) => [kind, namesOf(items).toSorted(), total]),
    ).toEqual([
      ["model", ["whale-song"], { value: 1, isExact: true }],
      ["dataset", ["whale-calls"], { value: 1, isExact: true }],
      ["article", ["whale-report"], { value: 1, isExact: true }],
    ]);
    expect(namesOf(namespaces)).toEqual([house.name]);
  });

  it("shows four of a kind and counts all that this viewer may see", async () => {
    const { sections } = await searchOverview(ctx, "crowd");
    expect(sections.map(({ kind, items, total }) => [kind, items.length, total.value])).toEqual([
      ["model", 4, 12],
      ["article", 4, 12],
    ]);
  });

  it("corrects words that find nothing of any kind once for all kinds", async () => {
    const { sections, correction } = await searchOverview(ctx, "whlae");
    expect(correction).toEqual({ words: "whale", isApplied: true });
    expect(sections.map(({ kind }) => kind)).toEqual(["model", "dataset", "article"]);
    // Found in one kind: nothing is corrected for the others.
    const { correction: none } = await searchOverview(ctx, "calls");
    expect(none).toBeNull();
  });

  it("finds nothing for nothing", async () => {
    expect(await searchOverview(ctx, "")).toEqual({
      sections: [],
      namespaces: [],
      correction: null,
    });
  });
});

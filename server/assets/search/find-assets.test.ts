import { beforeAll, describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOW, searchFixtures } from "../../testing/search.ts";
import { countSubscription } from "../count-subscription.ts";
import { flushCounters } from "../store/counters.ts";
import type { SearchRequest } from "./search-request.ts";
import { removeSearchRow } from "./store/rows.ts";

const { db } = await testDatabase();
const { aNamespace, anAsset, find, clear } = searchFixtures(db);

describe("finding by words", () => {
  let llama: number;
  let classifier: number;

  beforeAll(async () => {
    await clear();
    const ownerId = await aNamespace();
    llama = await anAsset({
      ownerId,
      name: "TinyLlama-1.1B-Chat",
      settings: { titleZh: "小羊驼对话模型", tasks: ["text-generation"], licences: ["apache-2.0"] },
      categoryPath: ["industry", "robot"],
      cardText: "It was trained on three trillion tokens.",
    });
    classifier = await anAsset({
      ownerId,
      kind: "dataset",
      name: "flowers",
      settings: {
        titleZh: "花卉图像分类数据集",
        tasks: ["image-classification"],
        licences: ["cc-by-4.0"],
        description: "Labelled photographs",
      },
    });
  });

  it.each([
    ["llama", "llama"],
    ["tinyllama", "llama"],
    ["TinyLlama-1.1B-Chat", "llama"],
    ["chat llama", "llama"],
    ["tinyl", "llama"],
    ["lla", "llama"],
    ["羊驼", "llama"],
    ["羊驼模型", "llama"],
    ["对话", "llama"],
    ["文本生成", "llama"],
    ["training token", "llama"],
    ["llama -flower", "llama"],
    ["flower", "classifier"],
    ["图像分类", "classifier"],
    ["花卉 image", "classifier"],
    ['"图像分类数据集"', "classifier"],
    ['"labelled photographs"', "classifier"],
    ["label photo", "classifier"],
  ])("DIS-1: %s finds the right asset", async (words, which) => {
    const { assetIds, total } = await find({ words });
    expect(assetIds).toEqual([which === "llama" ? llama : classifier]);
    expect(total).toEqual({ value: 1, isExact: true });
  });

  it.each(["llama -chat", '"photographs labelled"', "驼小", "nothing-like-it", "llama flower"])(
    "DIS-1: %s finds nothing",
    async (words) => {
      expect(await find({ words })).toMatchObject({ assetIds: [], nextCursor: null });
    },
  );

  it("DIS-1: filters narrow, values of one filter are alternatives, tags must all match", async () => {
    const filtered = async (filters: SearchRequest["filters"]) =>
      (await find({ filters })).assetIds;
    expect(await filtered({ licence: ["apache-2.0"] })).toEqual([llama]);
    expect(await filtered({ licence: ["apache-2.0", "cc-by-4.0"] })).toHaveLength(2);
    expect(await filtered({ licence: ["apache-2.0"], task: ["image-classification"] })).toEqual([]);
    expect(await filtered({ tag: ["license:cc-by-4.0"] })).toEqual([classifier]);
    expect(await filtered({ tag: ["license:cc-by-4.0", "license:mit"] })).toEqual([]);
    expect(await filtered({ category: ["industry"] })).toEqual([llama]);
    expect(await filtered({ category: ["robot"], licence: ["cc-by-4.0"] })).toEqual([]);
    expect((await find({ kind: "dataset" })).assetIds).toEqual([classifier]);
    expect((await find({ kind: "dataset", words: "llama" })).assetIds).toEqual([]);
  });

  it("DIS-1: counts the values to filter by, of the whole result", async () => {
    const { facets } = await find({ limit: 1 });
    expect(facets.licence).toEqual([
      { value: "apache-2.0", count: 1 },
      { value: "cc-by-4.0", count: 1 },
    ]);
    expect(facets.category.map(({ value }) => value)).toEqual(["industry", "robot"]);
    expect((await find({ words: "llama" })).facets.task).toEqual([
      { value: "text-generation", count: 1 },
    ]);
  });

  it("a removed row is found no more, and an updated one by its new words", async () => {
    const ownerId = await aNamespace();
    const id = await anAsset({ ownerId, name: "ephemeral" });
    expect((await find({ words: "ephemeral" })).assetIds).toEqual([id]);
    await withTransaction(db, (trx) => removeSearchRow(trx, id));
    expect((await find({ words: "ephemeral" })).assetIds).toEqual([]);
  });

  it.each(["'; drop table assets; --", "a & | !", "\\", '"', "-", "\0", "\uD800x"])(
    "%j as words breaks nothing",
    async (words) => {
      expect((await find({ words })).total.isExact).toBe(true);
    },
  );

  it.each(["bm90IGEgY3Vyc29y", "!!!", "e30"])("refuses the foreign cursor %s", async (cursor) => {
    const refused = expect.toSatisfy((error) => isProblem(error, "validation-failed"));
    await expect(find({ cursor })).rejects.toEqual(refused);
  });
});

describe("ranking", () => {
  it("DIS-2: a word in the name counts more than in the body, and a filled card more", async () => {
    await clear();
    const ownerId = await aNamespace();
    const inBody = await anAsset({ ownerId, cardText: "about whisper", completeness: 50 });
    const poor = await anAsset({ ownerId, name: "whisper-a", completeness: 10 });
    const rich = await anAsset({ ownerId, name: "whisper-b", completeness: 90 });
    expect((await find({ words: "whisper" })).assetIds).toEqual([rich, poor, inBody]);
  });

  it("DIS-1: orders by downloads, favourites, time and trend", async () => {
    await clear();
    const ownerId = await aNamespace();
    const many = await anAsset({ ownerId, downloads: 9, updatedAt: new Date("2026-01-01") });
    const few = await anAsset({ ownerId, downloads: 1, updatedAt: new Date("2026-02-01") });
    expect((await find({ sort: "downloads" })).assetIds).toEqual([many, few]);
    expect((await find({ sort: "trending" })).assetIds).toEqual([many, few]);
    expect((await find({ sort: "updated" })).assetIds).toEqual([few, many]);
    expect((await find({ sort: "updated", words: "asset" })).assetIds).toEqual([few, many]);
    expect((await find({ sort: "favourites" })).assetIds).toEqual([few, many]);
  });

  it("DIS-1: orders by subscriptions, as they are counted", async () => {
    await clear();
    const ownerId = await aNamespace();
    const wanted = await anAsset({ ownerId });
    const other = await anAsset({ ownerId });
    expect((await find({ sort: "subscriptions" })).assetIds).toEqual([other, wanted]);
    await withTransaction(db, async (trx) => {
      await trx
        .insertInto("asset_counters")
        .values([wanted, other].map((id) => ({ asset_id: id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await countSubscription(trx, { assetId: wanted, change: 1, at: NOW });
      await flushCounters(trx, { limit: 10, now: NOW });
    });
    expect((await find({ sort: "subscriptions" })).assetIds).toEqual([wanted, other]);
  });
});

describe("paging", () => {
  let made = 0;

  it.each([
    ["listing", { sort: "updated" as const }],
    ["by equal trends", { sort: "trending" as const }],
    ["by relevance", { words: "paged" }],
    ["in order of downloads", { words: "paged", sort: "downloads" as const }],
  ])("%s has neither gap nor repeat while assets come and go", async (_, request) => {
    await clear();
    const ownerId = await aNamespace();
    const before: number[] = [];
    for (let at = 0; at < 23; at += 1) {
      before.push(await anAsset({ ownerId, name: `paged-${(made += 1)}`, downloads: at % 3 }));
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await find({ ...request, limit: 5, cursor });
      seen.push(...page.assetIds);
      cursor = page.nextCursor ?? undefined;
      expect(page.total).toEqual({ value: 23, isExact: true });
      await anAsset({ ownerId, name: `paged-${(made += 1)}`, downloads: made % 3 });
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of before) expect(seen).toContain(id);
  });
});

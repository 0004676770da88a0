import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { searchFixtures } from "../../testing/search.ts";
import { SYNONYMS } from "./synonyms.ts";
import { tokenize } from "./tokenize.ts";

const { db } = await testDatabase();
const { aNamespace, anAsset, find, clear } = searchFixtures(db);

describe("spellings of one thing", () => {
  it("are spelled differently, and every id is one thing", () => {
    const ids = SYNONYMS.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const { id, spellings } of SYNONYMS) {
      expect(spellings.length, id).toBeGreaterThan(0);
      for (const spelling of spellings) expect(tokenize(spelling), spelling).not.toEqual([]);
    }
  });
});

describe("finding in either language", () => {
  const found = new Map<string, number>();

  beforeAll(async () => {
    await clear();
    const ownerId = await aNamespace();
    const make = async (key: string, asset: Partial<Parameters<typeof anAsset>[0]>) => {
      found.set(key, await anAsset({ ownerId, kind: "app", name: `thing-${key}`, ...asset }));
    };
    await make("english", { cardText: "A tool for text generation, made with PaddlePaddle." });
    await make("chinese", { settings: { titleZh: "写诗的文本生成工具" } });
    await make("task", { kind: "model", settings: { tasks: ["image-classification"] } });
    await make("framework", { settings: { frameworks: ["pytorch"] } });
    await make("speech", { cardText: "语音转文字，支持方言。" });
    await make("traditional", { settings: { titleZh: "圖像分割與機器學習" } });
  });

  it.each([
    ["文本生成", ["english", "chinese"]],
    ["text-generation", ["english", "chinese"]],
    ["text generation ", ["english", "chinese"]],
    ["Text Generation 诗", ["chinese"]],
    ["文本生成 工具", ["chinese"]],
    ["text generation 写诗", ["chinese"]],
    ["飞桨", ["english"]],
    ["paddle ", ["english"]],
    ["torch ", ["framework"]],
    ["pytorch", ["framework"]],
    ["图片分类", ["task"]],
    ["图像分类模型", ["task"]],
    ["model ", ["task"]],
    ["模型", ["task"]],
    ["ASR ", ["speech"]],
    ["speech recognition ", ["speech"]],
    ["语音识别", ["speech"]],
    ["image segmentation ", ["traditional"]],
    ["图像分割", ["traditional"]],
    ["圖像分割", ["traditional"]],
    ["機器學習", ["traditional"]],
    ["machine learning ", ["traditional"]],
    ["-文本生成 工具", []],
  ])("DIS-1: %s finds %j", async (words, keys) => {
    const { assetIds } = await find({ words });
    expect(assetIds.toSorted((a, b) => a - b)).toEqual(keys.map((key) => found.get(key)));
  });
});

describe("runs of Chinese", () => {
  it("DIS-1: one character finds the titles that have it", async () => {
    await clear();
    const ownerId = await aNamespace();
    const titles = ["黑猫", "猫咪识别", "熊猫", "猫"];
    const cats: number[] = [];
    for (const titleZh of titles) cats.push(await anAsset({ ownerId, settings: { titleZh } }));
    await anAsset({ ownerId, settings: { titleZh: "黑狗" } });
    const { assetIds } = await find({ words: "猫" });
    expect(new Set(assetIds)).toEqual(new Set(cats));
    expect((await find({ words: "貓 黑" })).assetIds).toEqual(cats.slice(0, 1));
  });

  it("DIS-1: what stands together comes before the same characters far apart", async () => {
    await clear();
    const ownerId = await aNamespace();
    const apart = await anAsset({
      ownerId,
      settings: { titleZh: "车牌拍摄与声音识别" },
      completeness: 100,
      downloads: 1_000_000,
    });
    const inTitle = await anAsset({ ownerId, settings: { titleZh: "车牌识别" }, completeness: 0 });
    const inBody = await anAsset({ ownerId, cardText: "此工具用于车牌识别。", completeness: 0 });
    await anAsset({ ownerId, settings: { titleZh: "车票识别" } });
    expect((await find({ words: "车牌识别" })).assetIds).toEqual([inTitle, inBody, apart]);
    expect((await find({ words: '"车牌识别"' })).assetIds).toEqual([inTitle, inBody]);
  });

  it("DIS-1: what is known to be one word is not met by its parts far apart", async () => {
    await clear();
    const ownerId = await aNamespace();
    await anAsset({ ownerId, settings: { titleZh: "图像增强与文本分类" }, downloads: 1_000_000 });
    const classifier = await anAsset({ ownerId, cardText: "本仓库含图像分类的代码。" });
    const english = await anAsset({ ownerId, name: "image-classification" });
    const { assetIds } = await find({ words: "图像分类" });
    expect(new Set(assetIds)).toEqual(new Set([classifier, english]));
  });

  it("DIS-1: pages by relevance go on where runs stand together", async () => {
    await clear();
    const ownerId = await aNamespace();
    const apart: number[] = [];
    const together: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      apart.push(await anAsset({ ownerId, settings: { titleZh: "车牌拍摄与声音识别" } }));
      together.push(await anAsset({ ownerId, cardText: "车牌识别" }));
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await find({ words: "车牌识别", limit: 3, cursor });
      seen.push(...page.assetIds);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen.slice(0, 4))).toEqual(new Set(together));
    expect(new Set(seen.slice(4))).toEqual(new Set(apart));
  });
});

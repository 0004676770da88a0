import { beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "../../accounts/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { testDatabase } from "../../testing/database.ts";
import { NOW, searchFixtures, viewerOf } from "../../testing/search.ts";
import { findCorrected } from "./find-corrected.ts";
import { repairWords } from "./repair-words.ts";
import { swappedNeighbours } from "./spelling.ts";
import { removeSearchRow } from "./store/rows.ts";
import { addWords, findCandidates, listWords } from "./store/words.ts";

const { db } = await testDatabase();
const { aNamespace, anAsset, clear } = searchFixtures(db);

const find = (words: string, over: Partial<Parameters<typeof findCorrected>[1]> = {}) =>
  findCorrected(db, { viewer: ANONYMOUS, words, limit: 50, now: NOW, ...over });

const wordsKnown = () => listWords(db, { after: "", limit: 1000 });

describe("words that find nothing", () => {
  let ownerId: number;
  let llama: number;
  let flowers: number;
  let segmenter: number;

  beforeAll(async () => {
    await clear();
    ownerId = await aNamespace();
    llama = await anAsset({ ownerId, name: "TinyLlama-1.1B-Chat" });
    flowers = await anAsset({
      ownerId,
      kind: "dataset",
      name: "flowers",
      settings: { titleZh: "花卉图像分类数据集", tasks: ["image-classification"] },
    });
    segmenter = await anAsset({
      ownerId,
      name: "segmentation-transformer",
      settings: { titleZh: "车牌识别" },
    });
  });

  it.each([
    ["lama ", "llama"],
    ["lalma ", "llama"],
    ["llamma", "llama"],
    ["tinylama", "tinyllama"],
    ["TinyLlamma", "tinyllama"],
    ["ｌｌａｎａ ", "llama"],
    ["lláma-chxt ", "lláma-chat"],
    ["chta -flower ", "chat -flower"],
    ['chta "1.1b"', 'chat "1.1b"'],
  ])("DIS-1: %s shows what %s finds, and says so", async (typed, meant) => {
    const { assetIds, correction, total } = await find(typed);
    expect(assetIds).toEqual([llama]);
    expect(correction).toEqual({ words: meant, isApplied: true });
    expect(total).toEqual({ value: 1, isExact: true });
  });

  it.each([
    ["segmentaton transfromer ", "segmentation transformer"],
    ["segmnetatoin ", "segmentation"],
    ["车排识别", "车牌识别"],
    ["車排識別", "车牌识别"],
  ])("DIS-1: %s is taken for %s", async (typed, meant) => {
    const { assetIds, correction } = await find(typed);
    expect(assetIds).toEqual([segmenter]);
    expect(correction?.words).toBe(meant);
  });

  it("DIS-1: a part of a longer run of Chinese is known as well", async () => {
    const { assetIds, correction } = await find("图象分类");
    expect(assetIds).toEqual([flowers]);
    expect(correction?.words).toBe("图像分类");
  });

  it.each([
    ["llama", "what finds something is what was meant"],
    ["tinyl", "so is the beginning of a word"],
    ["zzzzzz", "nothing is similar"],
    ["lam", "so short a word is similar to too many"],
    ['"llana"', "quotes mean what they say"],
    ["-llana chat", "so does what is excluded"],
    ["llama flowers", "each word is right, and no asset has both"],
    ["", "nothing was typed"],
  ])("DIS-1: %s is not corrected: %s", async (typed) => {
    expect((await find(typed)).correction).toBeNull();
  });

  it.each(["!!! &&& |||", "🤗", "\u200B", "\0", "\uD800", '""', "( ) : * <->"])(
    "DIS-1: %j cannot be searched for: all are shown, and that is said",
    async (typed) => {
      const { total, correction } = await find(typed);
      expect(total.value).toBe(3);
      expect(correction).toEqual({ words: "", isApplied: true });
    },
  );

  it("DIS-1: filters hold for other words too, which are told of only where they find something", async () => {
    expect((await find("lama ", { kind: "model" })).assetIds).toEqual([llama]);
    expect(await find("lama ", { kind: "dataset" })).toMatchObject({
      assetIds: [],
      correction: null,
    });
  });

  it("DIS-1: whoever asks for the words as they were typed gets no others", async () => {
    expect(await find("lama ", { isAsTyped: true })).toMatchObject({
      assetIds: [],
      correction: null,
    });
    expect((await find("!!!", { isAsTyped: true })).correction).toBeNull();
  });

  it("DIS-1: pages of other words go on with them", async () => {
    const more = [];
    for (let at = 0; at < 7; at += 1) more.push(await anAsset({ ownerId, name: `hyena-${at}` }));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await find("hyean ", { limit: 3, cursor });
      expect(page.correction).toEqual({ words: "hyena", isApplied: true });
      expect(page.total.value).toBe(7);
      seen.push(...page.assetIds);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted((a, b) => a - b)).toEqual(more);
  });
});

describe("words that find little", () => {
  it("DIS-1: a far more frequent word is proposed, and the results stay those asked for", async () => {
    await clear();
    const ownerId = await aNamespace();
    const rare = await anAsset({ ownerId, name: "bart" });
    for (let at = 0; at < 19; at += 1) await anAsset({ ownerId, name: `bert-${at}` });
    expect(await find("bart ")).toMatchObject({ assetIds: [rare], correction: null });
    await anAsset({ ownerId, name: "bert-last" });
    expect(await find("bart ")).toMatchObject({
      assetIds: [rare],
      correction: { words: "bert", isApplied: false },
    });
  });

  it("DIS-1: of two similar words the more frequent is meant", async () => {
    await clear();
    const ownerId = await aNamespace();
    await anAsset({ ownerId, name: "whiskers" });
    for (let at = 0; at < 3; at += 1) await anAsset({ ownerId, name: `whispers-${at}` });
    expect((await find("whiswers ")).correction?.words).toBe("whispers");
  });
});

describe("the dictionary", () => {
  it("DIS-1: nobody learns words of what they may not see", async () => {
    await clear();
    const ownerId = await aNamespace();
    const viewer = viewerOf(ownerId);
    await anAsset({ ownerId, name: "nightingale", isPublic: false });
    await anAsset({ ownerId, name: "kingfisher", isListed: false });
    const shared = await anAsset({ ownerId, name: "woodpecker" });
    expect(await wordsKnown()).toEqual(["owner", "woodpecker"]);
    expect((await find("nightingalle ")).correction).toBeNull();
    expect((await find("kingfishr ")).correction).toBeNull();
    expect((await find("nightingale ", { viewer })).assetIds).toHaveLength(1);

    await db
      .updateTable("asset_search")
      .set({ is_public: false })
      .where("asset_id", "=", shared)
      .execute();
    expect(await wordsKnown()).toContain("woodpecker");
    expect(await find("woodpeker ")).toMatchObject({ assetIds: [], correction: null });
  });

  it("is repaired: words come back, and those that no asset has any more go", async () => {
    await clear();
    const ownerId = await aNamespace();
    await anAsset({
      ownerId,
      name: "OpenWhale",
      settings: { titleZh: "鲸鱼之歌", tags: ["ocean"] },
    });
    const gone = await anAsset({ ownerId, name: "dinosaur" });
    const known = await wordsKnown();
    expect(known).toEqual(
      expect.arrayContaining(["openwhale", "whale", "鲸鱼之歌", "ocean", "dinosaur"]),
    );
    await db.deleteFrom("search_words").execute();
    await withTransaction(db, (trx) => removeSearchRow(trx, gone));
    await addWords(db, ["mammoth"]);
    await repairWords(db);
    const repaired = await wordsKnown();
    expect(repaired).toEqual(expect.arrayContaining(["openwhale", "whale", "鲸鱼之歌", "ocean"]));
    expect(repaired).not.toContain("dinosaur");
    expect(repaired).not.toContain("mammoth");
    await repairWords(db);
    expect(await wordsKnown()).toEqual(repaired);
  });

  it("DIS-1: knows every word of which one letter is wrong, wherever it is", async () => {
    const words = ["bert", "whale", "albert", "whisper", "segment", "车牌识别", "多语言翻译"];
    await addWords(db, words);
    for (const word of words) {
      const letters = [...word];
      const misspelt = letters.flatMap((_, at) => [
        letters.toSpliced(at, 1),
        letters.toSpliced(at, 0, "q"),
        letters.toSpliced(at, 1, "q"),
        letters.toSpliced(at, 2, letters[at + 1] ?? "q", letters[at] ?? "q"),
      ]);
      for (const typed of misspelt.map((each) => each.join("")).filter((each) => each !== word)) {
        const swapped = swappedNeighbours(typed);
        expect(await findCandidates(db, { word: typed, edits: 1, swapped }), typed).toContain(word);
      }
    }
  });

  it("takes words that come twice, and at the same time", async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        addWords(db, ["walrus", "otter", `seal${"l".repeat(at)}`]),
      ),
    );
    await addWords(db, []);
    const words = await wordsKnown();
    expect(words.filter((word) => word === "walrus")).toHaveLength(1);
    expect(words).toEqual(expect.arrayContaining(["otter", "seal", "seallll"]));
  });
});

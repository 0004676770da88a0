import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import {
  changeRevision,
  findSensitiveWords,
  normaliseText,
  normaliseWord,
  refuseSensitiveWords,
} from "./index.ts";

const ctx = await testDatabase();

async function forbid(...words: string[]): Promise<void> {
  await ctx.db.transaction().execute(async (trx) => {
    await changeRevision(trx);
    const rows = words.map((word) => ({ word, normal_form: normaliseWord(word) }));
    await trx.insertInto("sensitive_words").values(rows).execute();
  });
}

const isIn = (word: string, text: string) => normaliseText(text).includes(normaliseWord(word));

describe("ACC-7: one writing for what reads the same", () => {
  it.each([
    ["full width", "casino", "ＣＡＳＩＮＯ"],
    ["case", "Casino", "cASINO"],
    ["accents", "casino", "cásìnö"],
    ["styled letters", "casino", "𝐜𝐚𝐬𝐢𝐧𝐨"],
    ["ligatures", "office", "oﬃce"],
    ["zero-width characters", "casino", "ca\u200bsi\u00adno\ufeff"],
    ["letters one by one", "casino", "see: c.a.s.i.n.o!"],
    ["letters with spaces", "casino", "c a s i n o"],
    ["spaces within", "free money", "FREE\n\t money"],
    ["underscores", "casino", "my_casino_model"],
    ["beside Chinese", "casino", "这个casino模型"],
    ["traditional Chinese", "赌场", "賭場"],
    ["simplified Chinese", "賭場", "赌场"],
    ["Chinese with spaces", "赌场", "赌 场"],
    ["Chinese with marks", "赌场", "赌*·场"],
    ["Chinese with zero-width characters", "赌场", "赌\u200d场"],
    ["Chinese within other Chinese", "赌场", "在线赌场大全"],
    ["compatibility ideographs", "不", "\uf967"],
    ["Chinese and Latin letters", "加v信", "加Ｖ信"],
    ["Japanese of half width", "カジノ", "ｶｼﾞﾉ"],
    ["Korean with a particle", "도박", "도박을"],
  ])("finds %s", (_, word, text) => {
    expect(isIn(word, text)).toBe(true);
  });

  it.each([
    ["a word within another word", "ass", "a class of passing assets"],
    ["a word over two words", "ass", "as she said"],
    ["a word with more letters", "casino", "casinos"],
    ["a word with digits", "ass", "ass123"],
    ["half of a word", "赌场", "赌博"],
    ["two words in another order", "free money", "money free"],
    ["Thai vowels that differ", "กา", "กิ"],
  ])("does not find %s", (_, word, text) => {
    expect(isIn(word, text)).toBe(false);
  });

  it.each(["", " ", "\u200b", "***", "🎲", "\ud800"])("is nothing of %j", (word) => {
    expect(normaliseWord(word)).toBe("");
  });
});

describe("ACC-7: refusing texts", () => {
  it("names every field that holds a word, in its writing on the list, and no other word", async () => {
    await forbid("Casino", "赌场", "poker", "roulette");
    const refused = await expectProblem(
      refuseSensitiveWords(ctx, {
        nickname: "CASINO royale",
        bio: "在線賭場",
        title: "A model",
        "settings/tags": ["mail", "poker"],
        none: undefined,
        nothing: null,
      }),
      "sensitive-words",
    );
    expect(refused.issues.map(({ pointer, params }) => [pointer, params])).toEqual([
      ["/nickname", { words: "Casino" }],
      ["/bio", { words: "赌场" }],
      ["/settings/tags", { words: "poker" }],
    ]);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.issues)).not.toContain("roulette");
  });

  it("makes no word of the end of one tag and the beginning of the next", async () => {
    await refuseSensitiveWords(ctx, { tags: ["下赌", "场地", "free", "casinos"] });
    expect(await findSensitiveWords(ctx, ["下赌", "场地", "casino", "Casino"], 9)).toEqual([
      "Casino",
    ]);
  });

  it("names three words of a field and no more", async () => {
    const text = "casino, 赌场, poker and roulette";
    const refused = await expectProblem(
      refuseSensitiveWords(ctx, { body: text }),
      "sensitive-words",
    );
    expect(refused.issues[0]?.params?.["words"]).toMatch(/^[^,]+, [^,]+, [^,]+$/u);
  });

  it("takes words as they are: no pattern of theirs means anything", async () => {
    await forbid("a.*b", "(c|d)", "[e-g]{2}");
    await refuseSensitiveWords(ctx, { body: "axxb d ee" });
    const found = await findSensitiveWords(ctx, ["a.*b and [e-g]{2}"], 10);
    expect(found).toEqual(["a.*b", "[e-g]{2}"]);
  });

  it("judges by the new list from the next text on, wherever it was changed", async () => {
    await refuseSensitiveWords(ctx, { body: "baccarat" });
    await forbid("baccarat");
    await expectProblem(refuseSensitiveWords(ctx, { body: "baccarat" }), "sensitive-words");
    await ctx.db.transaction().execute(async (trx) => {
      await changeRevision(trx);
      await trx.deleteFrom("sensitive_words").where("word", "=", "baccarat").execute();
    });
    await refuseSensitiveWords(ctx, { body: "baccarat" });
  });

  it("reads a text of a megabyte, and one that grows when it is normalised", async () => {
    const long = `${"很长的文字 and words ".repeat(40_000)}賭 場`;
    expect(await findSensitiveWords(ctx, [long], 5)).toEqual(["赌场"]);
    expect(await findSensitiveWords(ctx, ["\ufdfa".repeat(100_000)], 5)).toEqual([]);
    const marks = `p${"\u0327\u0301".repeat(250_000)}oker`;
    expect(await findSensitiveWords(ctx, [marks], 5)).toEqual(["poker"]);
  });
});

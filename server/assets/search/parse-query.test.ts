import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { parseQuery, parseRuns } from "./parse-query.ts";
import { estimate, renderQuery } from "./query-node.ts";

const { db } = await testDatabase();

const rendered = (text: string) => {
  const node = parseQuery(text);
  return node && renderQuery(node);
};

describe("what people type", () => {
  it.each([
    ["blue whales ", "('blue' & 'whale')"],
    ["车牌识别", "('车牌' & '识别')"],
    ["三个字", "('三个' & '个字')"],
    ["猫", "'猫'"],
    ["bert-base ", "(('bert' & 'base') | 'bert-base')"],
    ["llama -chat ", "('llama' & !'chat')"],
    ['"image classification" ', "('image' <1> 'classification')"],
    ['"state of the art"', "('state' <3> 'art')"],
    ["“图像分类”", "('图像' <1> '像分' <1> '分类')"],
    ["the whale ", "'whale'"],
    ["－ｃｈａｔ　ｌｌａｍａ ", "('llama' & !'chat')"],
    ["the who", "('who' | 'p:who')"],
    ["用bert做分类 ", "('用' & 'bert' & ('做分' & '分类'))"],
  ])("%s → %s", (text, query) => {
    expect(rendered(text)).toBe(query);
  });

  it.each([
    ["lla", "('lla' | 'p:lla')"],
    ["llam", "('llam' | 'p:llam')"],
    ["whales", "('whale' | 'whales':*)"],
    ["ll", "'ll'"],
    ["tiny lla", "('tini' & ('lla' | 'p:lla'))"],
    ["-lla", "!'lla'"],
    ['"lla"', "('lla')"],
  ])("the last word may be unfinished: %s → %s", (text, query) => {
    expect(rendered(text)).toBe(query);
  });

  it.each([
    ["models ", "('model' | 's:kind-model')"],
    ["模型", "('模型' | 's:kind-model')"],
    ["图像分类", "(('图像' & '像分' & '分类') | 's:image-classification')"],
    ["image classification ", "(('image' & 'classification') | 's:image-classification')"],
    [
      "ImageClassification ",
      "((('image' & 'classification') | 'imageclassification') | 's:image-classification')",
    ],
    ["文生图 ", "(('文生' & '生图') | 's:text-to-image')"],
    ["TTS ", "('tt' | 's:text-to-speech')"],
    ["推理 ", "('推理' | 's:reasoning' | 's:inference')"],
    ["飞桨", "('飞桨' | 's:paddlepaddle')"],
    [
      "英文文本生成模型",
      "(('英文' | 's:english') & (('文本' & '本生' & '生成') | 's:text-generation') & ('模型' | 's:kind-model'))",
    ],
    ["花卉图像分类器", "('花卉' & (('图像' & '像分' & '分类') | 's:image-classification'))"],
    ["-模型 猫", "('猫' & !'模型')"],
    ['"image classification"', "('image' <1> 'classification')"],
  ])("DIS-1: what has other spellings is asked for by all of them: %s → %s", (text, query) => {
    expect(rendered(text)).toBe(query);
  });

  it.each([
    ["车牌识别", "('车牌' <1> '牌识' <1> '识别')"],
    ["车牌", undefined],
    ["license plates", undefined],
    ["用bert识别车牌", "('识别' <1> '别车' <1> '车牌')"],
    ["图像分类", "(('图像' <1> '像分' <1> '分类') | 's:image-classification')"],
    ['"车牌识别" -道路标志', undefined],
  ])("DIS-1: the best matches have the characters of a run together: %s", (text, query) => {
    const node = parseRuns(text);
    expect(node && renderQuery(node)).toBe(query);
  });

  it.each(["", "   ", '""', "-", "!!! &&& |||", "🤗", "\0", "\uD800"])(
    "%j asks for nothing",
    (text) => {
      expect(parseQuery(text)).toBeUndefined();
    },
  );

  it.each([
    "'; drop table assets; --",
    "a & | ! ( ) <-> :*",
    "\\' \\ ''",
    '"unclosed phrase',
    'x"y"z',
    "-".repeat(200),
    "the of and",
    "-only -not",
    "a ".repeat(200),
    "字".repeat(500),
    "a-b_c.d/e+f'g".repeat(30),
    "\u202Eabc e\u0301\u0301 ﷺ ǅ ß İ",
    '"the" -"of"',
  ])("PostgreSQL takes the query made of %j", async (text) => {
    const node = parseQuery(text);
    if (!node) return;
    const query = renderQuery(node);
    await sql`select ${query}::tsquery`.execute(db);
    const part = estimate(node, () => 0.1);
    expect(part).toBeGreaterThanOrEqual(0);
    expect(part).toBeLessThanOrEqual(1);
  });
});

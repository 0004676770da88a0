import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { parseQuery } from "./parse-query.ts";
import { estimate, renderQuery } from "./query-node.ts";

const { db } = await testDatabase();

const rendered = (text: string) => {
  const node = parseQuery(text);
  return node && renderQuery(node);
};

describe("what people type", () => {
  it.each([
    ["image models ", "('image' & 'model')"],
    ["图像分类", "('图像' & '分类')"],
    ["大语言模型", "('大语' & '言模' & '模型')"],
    ["三个字", "('三个' & '个字')"],
    ["猫", "'猫'"],
    ["bert-base ", "(('bert' & 'base') | 'bert-base')"],
    ["llama -chat ", "('llama' & !'chat')"],
    ['"image classification" ', "('image' <1> 'classification')"],
    ['"state of the art"', "('state' <3> 'art')"],
    ["“图像分类”", "('图像' <1> '像分' <1> '分类')"],
    ["the model ", "'model'"],
    ["the who", "('who' | 'p:who')"],
    ["用bert做分类 ", "('用' & 'bert' & ('做分' & '分类'))"],
  ])("%s → %s", (text, query) => {
    expect(rendered(text)).toBe(query);
  });

  it.each([
    ["lla", "('lla' | 'p:lla')"],
    ["llam", "('llam' | 'p:llam')"],
    ["models", "('model' | 'models':*)"],
    ["ll", "'ll'"],
    ["tiny lla", "('tini' & ('lla' | 'p:lla'))"],
    ["-lla", "!'lla'"],
    ['"lla"', "('lla')"],
  ])("the last word may be unfinished: %s → %s", (text, query) => {
    expect(rendered(text)).toBe(query);
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

import { describe, expect, it } from "vitest";
import { stem } from "./stem.ts";
import { tokenize } from "./tokenize.ts";

const lexemes = (text: string) => tokenize(text).map((token) => token.lexeme);

describe("English stems", () => {
  it.each([
    ["caresses", "caress"],
    ["ponies", "poni"],
    ["pony", "poni"],
    ["caress", "caress"],
    ["cats", "cat"],
    ["feed", "feed"],
    ["agreed", "agree"],
    ["plastered", "plaster"],
    ["bled", "bled"],
    ["motoring", "motor"],
    ["sing", "sing"],
    ["conflated", "conflate"],
    ["troubled", "trouble"],
    ["sized", "size"],
    ["hopping", "hop"],
    ["tanned", "tan"],
    ["falling", "fall"],
    ["hissing", "hiss"],
    ["fizzed", "fizz"],
    ["failing", "fail"],
    ["filing", "file"],
    ["happy", "happi"],
    ["controlled", "control"],
    ["rolling", "roll"],
    ["sky", "sky"],
  ])("%s → %s, as Porter's paper has it", (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it.each([
    "models model",
    "training trained train",
    "classified classify",
    "embeddings embedding",
    "modelling modeling models",
  ])("%s are one word", (words) => {
    expect(new Set(words.split(" ").map(stem)).size).toBe(1);
  });

  it.each(["is", "as", "7bs", "naïves", "c++", "模型s", ""])("leaves %j alone", (word) => {
    expect(stem(word)).toBe(word);
  });
});

describe("tokens", () => {
  it.each([
    ["Image Classification models", ["image", "classification", "model"]],
    ["ＦＵＬＬ　width", ["full", "width"]],
    ["Café Müller", ["cafe", "muller"]],
    ["图像分类", ["图像", "像分", "分类"]],
    ["猫", ["猫"]],
    ["用BERT做分类", ["用", "bert", "做分", "分类"]],
    ["日本語のモデル", ["日本", "本语", "语の", "のモ", "モデ", "デル"]],
    ["한국어 모델", ["한국", "국어", "모델"]],
    ["ภาษา", ["ภา", "าษ", "ษา"]],
    ["модели", ["модели"]],
    ["🤗 \u202Eevil\u202C \0 ~!@", ["evil"]],
    ["", []],
    ["圖像識別 機器學習", ["图像", "像识", "识别", "机器", "器学", "学习"]],
    ["lla\u200Bma so\u00ADft 模\uFEFF型", ["llama", "soft", "模型"]],
    ["Straße Łódź Ærø Ελλάδα", ["strasse", "lodz", "aero", "ελλαδα"]],
    ["ﾃﾞｰﾀ ① ㎏", ["デー", "ータ", "1", "kg"]],
    ["שלום عربي", ["שלום", "عربي"]],
    [`a${"\u0301".repeat(100_000)}b`, ["ab"]],
  ])("%s → %j", (text, expected) => {
    expect(lexemes(text)).toEqual(expected);
  });

  it.each([
    ["bert-base-uncased", ["bert", "base", "uncas"], "bert-base-uncased"],
    ["TinyLlama", ["tini", "llama"], "tinyllama"],
    ["HTTPServer", ["http", "server"], "httpserver"],
    ["org/model", ["org", "model"], "org/model"],
    ["llama3", ["llama", "3"], "llama3"],
    ["GPTModels", ["gpt", "model"], "gptmodel"],
  ])("%s is found by its parts and whole", (text, parts, whole) => {
    const tokens = tokenize(text);
    expect(tokens.map((token) => token.lexeme)).toEqual(parts);
    expect(tokens[0]?.others).toEqual([whole]);
    expect(new Set(tokens.map((token) => token.group)).size).toBe(1);
  });

  it("a piece of an identifier that has several words is found as one too", () => {
    const tokens = tokenize("Qwen2.5-VL_7B");
    expect(tokens.map((token) => token.lexeme)).toEqual(["qwen", "2", "5", "vl", "7", "b"]);
    expect(tokens.map((token) => token.others)).toEqual([
      ["qwen2.5-vl_7b", "qwen2"],
      [],
      [],
      [],
      ["7b"],
      [],
    ]);
    expect(tokenize("PyTorch-Lightning")[0]?.others).toEqual(["pytorch-lightning", "pytorch"]);
  });

  it("c++ and c# stay what they are", () => {
    expect(lexemes("c++ and C#")).toEqual(["c++", "and", "c#"]);
  });

  it("places count on through words, parts and pairs", () => {
    const places = tokenize("a bert-base 图像分").map((token) => token.position);
    expect(places).toEqual([1, 2, 3, 4, 5]);
  });

  it("marks words that say nothing", () => {
    const stopWords = tokenize("state of the art").filter((token) => token.isStopWord);
    expect(stopWords.map((token) => token.word)).toEqual(["of", "the"]);
  });

  it("leaves out keys and encoded bytes", () => {
    expect(lexemes(`word ${"aGVsbG8gd29ybGQ".repeat(20)} end`)).toEqual(["word", "end"]);
  });

  it.each([
    ["letters", "x".repeat(1_000_000)],
    ["joiners", "a-".repeat(500_000)],
    ["pairs", "字".repeat(200_000)],
    ["marks", "e\u0301".repeat(200_000)],
    ["camel case", "aB".repeat(200_000)],
  ])("takes a very long run of %s", (_, text) => {
    expect(tokenize(text).every((token) => [...token.lexeme].length <= 64)).toBe(true);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CARD_ISSUE_CODES } from "#contract/assets/card-issues.ts";
import { ISSUE_CODES } from "#contract/issues.ts";
import { PROBLEMS } from "#contract/problems.ts";
import { DETAIL_MEMBERS, HINT_CODES } from "../ui/problem-details.ts";

const folder = import.meta.dirname;
const words = readdirSync(join(folder, "en")).map((file) => file.replace(".json", ""));

type Texts = { [key: string]: string | Texts };

function read(language: string, word: string): Texts {
  return JSON.parse(readFileSync(join(folder, language, `${word}.json`), "utf8"));
}

function flatten(texts: Texts, prefix = ""): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] satisfies [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

/** Chinese has no plural: `_one` stands in English alone. */
function keysOf(texts: Texts): string[] {
  return flatten(texts)
    .map(([key]) => key)
    .filter((key) => !key.endsWith("_one"))
    .toSorted();
}

function placeholdersOf(texts: Texts): Map<string, string[]> {
  return new Map(
    flatten(texts).map(([key, text]) => [
      key,
      // A sentence may say a count without the number: "one file".
      [...text.matchAll(/\{\{\s*(\w+)/gu)]
        .map((match) => match[1] ?? "")
        .filter((name) => name !== "count")
        .toSorted(),
    ]),
  );
}

describe("PLT-2: every text is there in both languages", () => {
  it("has the same files", () => {
    expect(readdirSync(join(folder, "zh-CN"))).toEqual(readdirSync(join(folder, "en")));
  });

  it.each(words)("%s: the same keys", (word) => {
    expect(keysOf(read("zh-CN", word))).toEqual(keysOf(read("en", word)));
  });

  it.each(words)("%s: no empty text, and the same placeholders", (word) => {
    const english = placeholdersOf(read("en", word));
    const chinese = read("zh-CN", word);
    const strange = [...placeholdersOf(chinese)].filter(
      ([key, names]) => names.join(" ") !== (english.get(key) ?? []).join(" "),
    );
    expect(strange).toEqual([]);
    expect(flatten(chinese).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

it("has words for every problem code", () => {
  const codes = Object.keys(PROBLEMS).toSorted();
  expect(keysOf(read("en", "problems"))).toEqual(codes);
  expect(keysOf(read("zh-CN", "problems"))).toEqual(codes);
});

it("has the details and hints of problems, with the members that they are told by", () => {
  const texts = read("en", "problem-details");
  const details = [...placeholdersOf(texts)].filter(([key]) => key.startsWith("details."));
  expect(Object.fromEntries(details)).toEqual(
    Object.fromEntries(
      Object.entries(DETAIL_MEMBERS).map(([code, members]) => [
        `details.${code}`,
        members.toSorted(),
      ]),
    ),
  );
  const hints = keysOf(texts).filter((key) => key.startsWith("hints."));
  expect(hints).toEqual(HINT_CODES.map((code) => `hints.${code}`).toSorted());
});

it("has words for everything that may be wrong with a card", () => {
  expect(keysOf(read("en", "card-issues"))).toEqual([...CARD_ISSUE_CODES].toSorted());
});

it("has words for every common issue of a field, and each of its numbers and names", () => {
  expect(keysOf(read("en", "issues"))).toEqual([...ISSUE_CODES].toSorted());
  expect(keysOf(read("zh-CN", "issues"))).toEqual([...ISSUE_CODES].toSorted());
});

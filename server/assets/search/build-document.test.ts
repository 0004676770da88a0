import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { emptySettings } from "../card/index.ts";
import { buildDocument, type SearchSource } from "./build-document.ts";

const { db } = await testDatabase();

function aSource(over: Partial<SearchSource> = {}): SearchSource {
  return {
    kind: "model",
    name: "tiny-llama",
    ownerName: "acme",
    ownerNickname: "Acme 公司",
    settings: {
      ...emptySettings(),
      titleZh: "小羊驼",
      description: "A small model for tests",
      licences: ["apache-2.0"],
      tasks: ["text-generation"],
      languages: ["zh"],
      tags: ["pytorch", "o'neil\\x"],
    },
    hubTags: ["license:apache-2.0"],
    cardText: "Trained on the tiny corpus.",
    isOfficial: true,
    isFeatured: false,
    isGated: false,
    categoryPath: [],
    ...over,
  };
}

/** The document as PostgreSQL understands it: places by lexeme. */
async function read(source: SearchSource): Promise<Map<string, string>> {
  const { rows } = await sql<{ lexeme: string; places: string }>`
    select lexeme, coalesce(array_to_string(weights, ''), '') as places
    from unnest(${buildDocument(source)}::tsvector)`.execute(db);
  return new Map(rows.map(({ lexeme, places }) => [lexeme, places]));
}

describe("search documents", () => {
  it("DIS-1: weigh name and title above tags, task and owner, and those above the body", async () => {
    const document = await read(aSource());
    expect(document.get("llama")).toBe("A");
    expect(document.get("tiny-llama")).toBe("A");
    expect(document.get("小羊")).toBe("A");
    expect(document.get("acme")).toBe("BB");
    expect(document.get("文本")).toBe("B");
    expect(document.get("corpu")).toBe("C");
    expect(document.get("tini")).toBe("AC");
    expect(document.get("train")).toBe("C");
  });

  it("hold a lexeme for every filter and for the beginnings of title words", async () => {
    const document = await read(aSource());
    for (const lexeme of [
      "k:model",
      "t:text-generation",
      "l:apache-2.0",
      "g:zh",
      "f:pytorch",
      "x:license:apache-2.0",
      "m:official",
      "p:tin",
      "p:tiny",
      "p:lla",
      "p:llam",
    ]) {
      expect(document.get(lexeme), lexeme).toBe("");
    }
    expect(document.has("m:featured")).toBe(false);
  });

  it("words that say nothing count in titles only", async () => {
    const document = await read(aSource({ name: "the-who" }));
    expect(document.get("the")).toBe("A");
    expect(document.has("for")).toBe(false);
  });

  it.each([
    ["quotes and backslashes", "'; drop table assets; -- \\' \\\\ \" ' '' a:1A"],
    ["NUL, lone surrogates and controls", "a\0b \uD800 \u0007 \u202E x"],
    [
      "megabytes of different words",
      Array.from({ length: 300_000 }, (_, at) => `w${at}x`).join(" "),
    ],
    ["megabytes of one word", "same ".repeat(1_000_000)],
    ["megabytes of Chinese", "数据集模型训练".repeat(300_000)],
  ])("stay within PostgreSQL's limits with %s everywhere", async (_, text) => {
    const source = aSource({
      name: text,
      ownerNickname: text,
      cardText: text,
      hubTags: [text, text.slice(0, 300)],
      settings: { ...emptySettings(), titleZh: text, tags: [text], tasks: [text] },
    });
    const document = buildDocument(source);
    expect(Buffer.byteLength(document)).toBeLessThan(900_000);
    expect((await read(source)).has("k:model")).toBe(true);
  });
});

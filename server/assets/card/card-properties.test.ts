import { describe, expect, it } from "vitest";

import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { FRAMEWORK_IDS } from "#contract/taxonomies/frameworks.ts";
import { LANGUAGE_IDS } from "#contract/taxonomies/languages.ts";
import { LICENCE_IDS } from "#contract/taxonomies/licences.ts";
import { TASK_IDS } from "#contract/taxonomies/tasks.ts";
import { parseCard, plainText, validateCard, writeCard } from "./index.ts";

/** A repeatable source of randomness: the seed in a failing title gives the same case again. */
function randomSource(seed: number) {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = <T>(values: readonly T[]): T => {
    const value = values[next(values.length)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  };
  const some = <T>(values: readonly T[], most: number) => [
    ...new Set(Array.from({ length: next(most + 1) }, () => pick(values))),
  ];
  return { next, pick, some };
}
type RandomSource = ReturnType<typeof randomSource>;

const WORDS = [
  "no",
  "yes",
  "~",
  "null",
  "1e3",
  "#x",
  "a: b",
  "- c",
  "日本",
  "é",
  "\u202Ex",
  "'",
  '"',
  "{",
  "&a",
  "*a",
  "!t",
  "%",
  "@",
  "`",
  "|",
  ">",
  "x\\",
  "0x10",
  "2024-01-01",
];
const PIECES = [
  "---\n",
  "\n",
  "\r\n",
  "\t",
  "  ",
  "- ",
  "? ",
  ": ",
  "license: mit",
  "tags:",
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "!!str ",
  "|\n",
  ">-\n",
  '"',
  "'",
  "# c\n",
  "\0",
  "\uFEFF",
  "\u2028",
  "语",
  "<<: ",
  "...\n",
  "%YAML 1.2\n",
  "\uD800",
  "x".repeat(50),
  "language",
  ",",
];

function randomSettings({ next, pick, some }: RandomSource): CardSettings {
  return {
    title: pick(["", "A title", ...WORDS]),
    titleZh: pick(["", "标题", ...WORDS]),
    description: some(WORDS, 6).join(" "),
    licences: some(LICENCE_IDS, 2),
    tasks: some(TASK_IDS, 3),
    languages: some(LANGUAGE_IDS, 4),
    frameworks: some(FRAMEWORK_IDS, 3),
    hardware: some(["cpu", "ascend-npu"], 2),
    dataTypes: some(["image", "text"], 2),
    tags: some(WORDS, 5),
    baseModels: some(["a/b", "c/d", "e"], 2),
    datasets: some(["squad", "x/y"], 2),
    minimumSpecification:
      next(2) === 0 ? null : { acceleratorCount: next(8), memoryGb: next(99) / 2 },
    supportsDistributedTraining: next(2) === 0,
    supportsDistributedInference: next(2) === 0,
  };
}

const SOURCES = [
  "",
  "body",
  "---\n---\nbody",
  "---\r\nx: 1 # c\r\ntags: [a]\r\n---\r\nbody\r\n",
  "---\nlicense:\n  - mit\n  # why\n  - gpl-3.0\n\n# next\nlanguage: en\nz: {a: [1, {b: 2}]}\n---\nbody",
  "---\n{license: mit, x: 1}\n---\nbody",
];

describe("properties of cards", () => {
  it.each(Array.from({ length: 150 }, (_, seed) => seed))(
    "REP-8: settings written and read again are the same settings (seed %i)",
    (seed) => {
      const random = randomSource(seed);
      const kind: AssetKind = random.pick(["model", "dataset", "notebook"]);
      let source = random.pick(SOURCES);
      const before = parseCard(source, kind);
      for (let edit = 0; edit < 4; edit += 1) {
        const settings = randomSettings(random);
        const expected = { ...settings, description: settings.description.trim() };
        source = writeCard(source, kind, { settings: expected });
        const after = parseCard(source, kind);
        expect(after.errors).toEqual([]);
        expect(after.settings).toEqual(expected);
        expect(after.body).toBe(before.body);
        expect(after.metadata["z"]).toEqual(before.metadata["z"]);
        expect(writeCard(source, kind, { settings: after.settings })).toBe(source);
      }
    },
  );

  it.each(Array.from({ length: 20 }, (_, seed) => seed))(
    "no text makes reading throw, and what is read can be stored (seed %i)",
    (seed) => {
      const random = randomSource(seed);
      for (let round = 0; round < 50; round += 1) {
        const inside = Array.from({ length: random.next(40) }, () => random.pick(PIECES)).join("");
        const source = random.next(5) === 0 ? inside : `---\n${inside}\n---\nbody`;
        const card = parseCard(source, "model");
        const stored = JSON.stringify([card.metadata, card.settings, card.errors, card.warnings]);
        expect(stored).not.toMatch(/(?<!\\)\\(?:u0000|ud[89a-f])/i);
        expect(source.endsWith(card.body)).toBe(true);
        validateCard(source, "dataset");
        if (card.errors.length === 0) {
          const written = writeCard(source, "model", { settings: { tags: ["new"] } });
          expect(parseCard(written, "model")).toMatchObject({
            errors: [],
            body: card.body,
            settings: { ...card.settings, tags: ["new"] },
          });
        }
        expect(plainText(source)).not.toMatch(/\0|<[a-z/!?]/i);
      }
    },
  );
});

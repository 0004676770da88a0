import { expect, it } from "vitest";
import type { AssetKind } from "#contract/fields.ts";
import { emptySettings } from "../card/index.ts";
import { cardCompleteness } from "./completeness.ts";

const FULL = {
  ...emptySettings(),
  description: "A model",
  licences: ["mit"],
  tasks: ["text-generation"],
  languages: ["zh"],
  frameworks: ["pytorch"],
  dataTypes: ["text"],
  tags: ["small"],
};
const LONG = "words ".repeat(100);

it.each<AssetKind>(["model", "dataset", "notebook", "article"])(
  "DIS-2: a well-filled card of a %s is complete, an empty one is not",
  (kind) => {
    expect(cardCompleteness({ kind, settings: FULL, cardText: LONG })).toEqual({
      percent: 100,
      missing: [],
    });
    expect(cardCompleteness({ kind, settings: emptySettings(), cardText: "" }).percent).toBe(0);
  },
);

it("DIS-2: the owner sees what is missing, the most valuable first, and only what the kind has", () => {
  const settings = { ...FULL, dataTypes: [], frameworks: [], tags: [] };
  const missing = (kind: AssetKind) => cardCompleteness({ kind, settings, cardText: "" }).missing;
  expect(missing("model")).toEqual(["body", "framework", "tags"]);
  expect(missing("dataset")).toEqual(["body", "dataType", "tags"]);
  expect(missing("article")).toEqual(["body", "tags"]);
});

it("DIS-2: every part that is filled in raises the percentage", () => {
  const half = { ...emptySettings(), description: "A model", licences: ["mit"] };
  const { percent } = cardCompleteness({ kind: "model", settings: half, cardText: "" });
  expect(percent).toBeGreaterThan(0);
  expect(percent).toBeLessThan(
    cardCompleteness({ kind: "model", settings: half, cardText: LONG }).percent,
  );
});

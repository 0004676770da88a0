import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";

export type CardPart =
  | "description"
  | "licence"
  | "task"
  | "language"
  | "framework"
  | "dataType"
  | "tags"
  | "body";

/** How much of a card's value each part is; parts that a kind does not have do not count. */
const WEIGHTS: Record<CardPart, number> = {
  description: 20,
  licence: 20,
  task: 15,
  language: 5,
  framework: 10,
  dataType: 10,
  tags: 5,
  body: 25,
};

const COMMON: CardPart[] = ["description", "licence", "tags", "body"];
const OF_MODELS: CardPart[] = [...COMMON, "task", "language", "framework"];
const OF_DATASETS: CardPart[] = [...COMMON, "task", "language", "dataType"];
const PARTS: { [Kind in AssetKind]?: CardPart[] } = {
  model: OF_MODELS,
  algorithm: OF_MODELS,
  notebook: OF_MODELS,
  dataset: OF_DATASETS,
};

const MIN_BODY_LENGTH = 200;

/**
 * DIS-2: how well a card is filled in, from 0 to 100, and what its owner could still add, the most
 * valuable first.
 */
export function cardCompleteness(card: {
  kind: AssetKind;
  settings: CardSettings;
  cardText: string;
}): { percent: number; missing: CardPart[] } {
  const { kind, settings, cardText } = card;
  const isFilled: Record<CardPart, boolean> = {
    description: settings.description !== "",
    licence: settings.licences.length > 0,
    task: settings.tasks.length > 0,
    language: settings.languages.length > 0,
    framework: settings.frameworks.length > 0,
    dataType: settings.dataTypes.length > 0,
    tags: settings.tags.length > 0,
    body: cardText.length >= MIN_BODY_LENGTH,
  };
  const parts = (PARTS[kind] ?? COMMON).toSorted((a, b) => WEIGHTS[b] - WEIGHTS[a]);
  const sum = (counted: CardPart[]) => counted.reduce((total, part) => total + WEIGHTS[part], 0);
  const missing = parts.filter((part) => !isFilled[part]);
  return { percent: Math.round(100 - (100 * sum(missing)) / sum(parts)), missing };
}

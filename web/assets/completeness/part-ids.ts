import type { Completeness } from "#contract/assets/completeness.ts";

export type CardPart = Completeness["missing"][number];

/** The settings of the editor's form that a part is of. */
const FIELDS = {
  description: "description",
  licence: "licences",
  task: "tasks",
  language: "languages",
  framework: "frameworks",
  dataType: "dataTypes",
  tags: "tags",
  body: "body",
} as const satisfies Record<CardPart, string>;

/** Of the field in the editor of the card, and the fragment that leads to it. */
export function fieldId(name: (typeof FIELDS)[CardPart]): string {
  return `card-${name}`;
}

export function fieldIdOfPart(part: CardPart): string {
  return fieldId(FIELDS[part]);
}

import type { CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { writeCard } from "./write-card.ts";

type NewCard = { name: string } & Partial<
  Pick<CardSettings, "titleZh" | "description" | "licences">
>;

/** The README.md of a fresh repository, made of the form it was created with (REP-1). */
export function newCard(kind: AssetKind, card: NewCard): string {
  const { name, titleZh = "", description = "", licences = [] } = card;
  const heading = titleZh === "" ? name : `${name} · ${oneLine(titleZh)}`;
  const paragraph = description === "" ? "" : `\n${escapeMarkdown(oneLine(description))}\n`;
  const body = `\n# ${escapeMarkdown(heading)}\n${paragraph}`;
  return writeCard(body, kind, { settings: { titleZh, description, licences } }).trimStart();
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** People's words are text: nothing in them may become markup. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|~&!]/g, String.raw`\$&`);
}

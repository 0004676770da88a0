import { isDeepStrictEqual } from "node:util";
import { isScalar, type Pair, stringify, type YAMLMap } from "yaml";

import type { CardIssue, CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { parseCard } from "./parse-card.ts";
import { type Metadata, readMetadata } from "./read-metadata.ts";
import { type KeyChanges, settingChanges } from "./setting-changes.ts";
import { splitCard } from "./split-card.ts";

export type CardChanges = {
  settings?: Partial<CardSettings> | undefined;
  /** The new body; without it the old one stays byte for byte. */
  body?: string | undefined;
};

/**
 * Writes changes into a README.md. Of the front matter only the keys of settings that really change
 * are rewritten; comments, order, unknown keys and the spelling of everything else stay.
 *
 * @throws Problem `card-invalid` when settings change while the metadata cannot be read
 */
export function writeCard(source: string, kind: AssetKind, changes: CardChanges): string {
  const withSettings = changes.settings ? writeSettings(source, kind, changes.settings) : source;
  if (changes.body === undefined) return withSettings;
  return withSettings.slice(0, splitCard(withSettings).bodyStart) + changes.body;
}

function writeSettings(source: string, kind: AssetKind, settings: Partial<CardSettings>): string {
  const card = parseCard(source, kind);
  if (card.errors.length > 0) throw cardInvalid(card.errors);
  const changes = settingChanges(card, kind, settings);
  if (changes.size === 0) return source;
  const expected = applyChanges(card.metadata, changes);
  const edited = replaceYaml(source, (yaml, lineBreak) => editYaml(yaml, changes, lineBreak));
  if (holds(edited, kind, { metadata: expected, body: card.body })) return edited;
  // Flow mappings, anchors and other rare forms: state the metadata anew rather than guess.
  return replaceYaml(source, (_, lineBreak) => render(expected, lineBreak));
}

function holds(source: string, kind: AssetKind, expected: { metadata: Metadata; body: string }) {
  const { metadata, body, errors } = parseCard(source, kind);
  return (
    errors.length === 0 && body === expected.body && isDeepStrictEqual(metadata, expected.metadata)
  );
}

function applyChanges(metadata: Metadata, changes: KeyChanges): Metadata {
  const entries = new Map(Object.entries(metadata));
  for (const [key, value] of changes) {
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return Object.fromEntries(entries);
}

function replaceYaml(source: string, edit: (yaml: string, lineBreak: string) => string): string {
  const { yaml, bodyStart } = splitCard(source);
  const lineBreak = /\r\n|\n/.exec(source)?.[0] ?? "\n";
  if (yaml) {
    return (
      source.slice(0, yaml.start) +
      edit(source.slice(yaml.start, yaml.end), lineBreak) +
      source.slice(yaml.end)
    );
  }
  const block = ["---", lineBreak, edit("", lineBreak), "---", lineBreak].join("");
  return source.slice(0, bodyStart) + block + source.slice(bodyStart);
}

/** Replaces, removes and appends whole top-level entries and leaves all other text alone. */
function editYaml(yaml: string, changes: KeyChanges, lineBreak: string): string {
  const { root } = readMetadata(yaml);
  const pairs = pairsByKey(root);
  const indent = indentOf(yaml, root);
  const added: string[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  for (const [key, value] of changes) {
    const span = spanOf(yaml, pairs.get(key));
    if (value === undefined) {
      if (span) edits.push({ ...wholeLines(yaml, span), text: "" });
      continue;
    }
    const text = indentLines(render({ [key]: value }, lineBreak), indent);
    if (span) edits.push({ ...span, text: text.trim() });
    else added.push(indent + text);
  }
  let result = yaml;
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + text + result.slice(end);
  }
  const needsBreak = added.length > 0 && result !== "" && !result.endsWith("\n");
  return [result, needsBreak ? lineBreak : "", ...added].join("");
}

function pairsByKey(root: YAMLMap | undefined): Map<string, Pair> {
  return new Map(
    root?.items.map((pair) => [
      isScalar(pair.key) ? String(pair.key.value) : String(pair.key),
      pair,
    ]),
  );
}

/** From the key to the last character of the value, without what follows on its line. */
function spanOf(yaml: string, pair: Pair | undefined): { start: number; end: number } | undefined {
  const start = rangeOf(pair?.key)?.[0];
  if (start === undefined) return undefined;
  const end = rangeOf(pair?.value)?.[1] ?? yaml.length;
  return { start, end: start + yaml.slice(start, end).trimEnd().length };
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  return Array.isArray(node.range) ? (node.range as [number, number, number]) : undefined;
}

function wholeLines(yaml: string, span: { start: number; end: number }) {
  const lineBreak = yaml.indexOf("\n", span.end);
  return {
    start: yaml.lastIndexOf("\n", span.start - 1) + 1,
    end: lineBreak === -1 ? yaml.length : lineBreak + 1,
  };
}

function indentOf(yaml: string, root: YAMLMap | undefined): string {
  const start = rangeOf(root?.items[0]?.key)?.[0] ?? 0;
  const line = yaml.slice(yaml.lastIndexOf("\n", start - 1) + 1, start);
  return /^ *$/.test(line) ? line : "";
}

function indentLines(text: string, indent: string): string {
  return indent === "" ? text : text.replaceAll(/\n(?=[^\r\n])/g, `\n${indent}`);
}

/** YAML in the style of the hub's own clients, quoted so that YAML 1.1 readers agree (`no`, `on`). */
function render(metadata: Metadata, lineBreak: string): string {
  if (Object.keys(metadata).length === 0) return "";
  const text = stringify(metadata, {
    compat: "yaml-1.1",
    schema: "core",
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
  });
  return lineBreak === "\n" ? text : text.replaceAll("\n", lineBreak);
}

function cardInvalid(errors: readonly CardIssue[]) {
  const [first] = errors;
  const where = first?.line ? ` (line ${first.line})` : "";
  return problem("card-invalid", {
    detail: `README.md: ${first?.message ?? "its metadata cannot be read"}${where}`,
    hint: "Correct the metadata in README.md first.",
    issues: errors.map(({ message, line }) => ({
      pointer: line ? `/README.md/${line}` : "/README.md",
      message,
    })),
  });
}

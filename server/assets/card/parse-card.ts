import { isScalar } from "yaml";

import type { CardIssue, CardSettings } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { type Metadata, readMetadata } from "./read-metadata.ts";
import { readSettings } from "./read-settings.ts";
import { lineAt, splitCard } from "./split-card.ts";

export type ParsedCard = {
  hasMetadata: boolean;
  /** All of the front matter, ours and not; empty where it cannot be read. */
  metadata: Metadata;
  settings: CardSettings;
  /** Everything below the front matter, byte for byte. */
  body: string;
  /** Why the metadata cannot be read. With any of them the settings say nothing. */
  errors: CardIssue[];
  /** What was read but is probably not what the author meant. */
  warnings: CardIssue[];
};

/**
 * Reads a README.md: its front matter as metadata and settings, and its body. Broken metadata gives
 * errors and leaves the body to be shown; nothing a README.md holds makes this throw.
 */
export function parseCard(source: string, kind: AssetKind): ParsedCard {
  const { yaml, bodyStart, unclosedStart } = splitCard(source);
  const body = source.slice(bodyStart);
  const start = yaml?.start ?? 0;
  const reading = readMetadata(source.slice(start, yaml?.end ?? 0));
  const { settings, warnings } = readSettings(reading.metadata, kind);
  const offsets = keyOffsets(reading.root);
  return {
    hasMetadata: yaml !== undefined,
    metadata: reading.metadata,
    settings,
    body,
    errors: [
      ...reading.errors.map(({ offset, ...error }) => ({
        ...error,
        line: lineAt(source, start + offset),
      })),
      ...(unclosedStart === undefined ? [] : [unclosedAt(lineAt(source, unclosedStart))]),
    ],
    warnings: warnings.map(({ key, ...warning }) => ({
      ...warning,
      line: offsets.has(key) ? lineAt(source, start + (offsets.get(key) ?? 0)) : null,
    })),
  };
}

/** The settings stay as they were: nobody meant to clear them. */
function unclosedAt(line: number): CardIssue {
  const message = "The metadata is never closed: end it with a line ---";
  return { code: "never-closed", message, params: {}, line };
}

function keyOffsets(root: ReturnType<typeof readMetadata>["root"]): Map<string, number> {
  const offsets = new Map<string, number>();
  for (const { key } of root?.items ?? []) {
    if (isScalar(key) && key.range) offsets.set(String(key.value), key.range[0]);
  }
  return offsets;
}

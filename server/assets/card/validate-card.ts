import type { CardIssue } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/fields.ts";
import { parseCard } from "./parse-card.ts";

export type CardCheck = { errors: CardIssue[]; warnings: CardIssue[] };

/**
 * What is wrong with a README.md before it is committed; also the answer to the hub protocol's
 * `validate-yaml`. Errors are only what keeps the metadata from being read, so that a stock client
 * is not refused for a value that is merely unknown here.
 */
export function validateCard(source: string, kind: AssetKind): CardCheck {
  const { hasMetadata, metadata, errors, warnings } = parseCard(source, kind);
  if (errors.length > 0 || (hasMetadata && Object.keys(metadata).length > 0)) {
    return { errors, warnings };
  }
  const message =
    "The card has no metadata: state at least the licence between two lines --- at its start";
  return { errors: [], warnings: [{ code: "no-metadata", message, params: {}, line: null }] };
}

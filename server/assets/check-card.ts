import type { AssetKind } from "#contract/fields.ts";
import { parseCard, validateCard } from "./card/index.ts";

/** What a README.md means, for editors that show it while one types. */
export function checkCard({ kind, source }: { kind: AssetKind; source: string }) {
  const { settings, body } = parseCard(source, kind);
  const { errors, warnings } = validateCard(source, kind);
  return { settings, body, errors, warnings };
}

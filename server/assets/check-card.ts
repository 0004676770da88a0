import type { AssetKind } from "#contract/fields.ts";
import {
  parseCard,
  type SettingsEdit,
  validateCard,
  withoutUndefined,
  writeCard,
} from "./card/index.ts";

export type CardDraft = {
  kind: AssetKind;
  source: string;
  body?: string | undefined;
  settings?: SettingsEdit | undefined;
};

/**
 * What a README.md means, for editors that show it while one types; changes of its settings or
 * body are written into it first.
 * @throws Problem `card-invalid` when settings change metadata that cannot be read
 */
export function checkCard({ kind, source: before, body: newBody, settings: changes }: CardDraft) {
  const source = writeCard(before, kind, {
    body: newBody,
    ...(changes === undefined ? {} : { settings: withoutUndefined(changes) }),
  });
  const { settings, body } = parseCard(source, kind);
  const { errors, warnings } = validateCard(source, kind);
  return { source, settings, body, errors, warnings };
}

import type { Card } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { findHead, readSmallFile, requireRepository } from "../repositories/index.ts";
import { newCard, parseCard } from "./card/index.ts";
import { settingsOf } from "./present-asset.ts";
import { getAssetFacts } from "./store/facts.ts";

export const CARD_PATH = "README.md";
/** A README above this size is shown as a file, not as a card. */
export const MAX_CARD_BYTES = 2_000_000;

/** README.md of the default branch with its structured settings. */
export async function getCard(ctx: RequestContext, address: Address): Promise<Card> {
  const repository = await requireRepository(ctx, address, "read");
  const row = await getAssetFacts(ctx.db, repository.id, null);
  const head = await findHead(ctx, repository);
  const bytes =
    head === null
      ? undefined
      : await readSmallFile(ctx, repository, {
          commit: head,
          path: CARD_PATH,
          limitBytes: MAX_CARD_BYTES,
        });
  const source = bytes?.toString("utf8") ?? newCard(repository.kind, { name: repository.name });
  const parsed = parseCard(source, repository.kind);
  return {
    source,
    body: parsed.body,
    settings: parsed.errors.length > 0 ? settingsOf(row) : parsed.settings,
    errors: parsed.errors,
    commit: head,
  };
}

import type { DatabaseTransaction } from "../platform/database/index.ts";
import type { RefMove } from "../repositories/index.ts";
import { parseCard, plainText } from "./card/index.ts";
import { CARD_PATH, MAX_CARD_BYTES } from "./get-card.ts";
import { writeOrigins } from "./lineage/write-origins.ts";
import { refreshSearch } from "./refresh-search.ts";
import { touchAsset, updateFromBrokenCard, updateFromCard } from "./store/assets.ts";

/** How much of the body the search and summaries see. */
const MAX_CARD_TEXT = 100_000;

/**
 * REP-8, in the transaction that moves a branch: a new README.md on the default branch updates
 * settings, tags and search, whichever protocol brought it.
 */
export async function readCardOnCommit(trx: DatabaseTransaction, move: RefMove): Promise<void> {
  if (!move.isDefaultBranch || move.after === null) return;
  const { id, kind } = move.repository;
  const isCardChanged = move.changes.some((change) => change.path === CARD_PATH);
  if (isCardChanged) {
    const bytes = await move.readFile(CARD_PATH, MAX_CARD_BYTES);
    const card = parseCard(bytes?.toString("utf8") ?? "", kind);
    const text = plainText(card.body).slice(0, MAX_CARD_TEXT);
    if (card.errors.length > 0) await updateFromBrokenCard(trx, id, { errors: card.errors, text });
    else {
      await updateFromCard(trx, id, { settings: card.settings, metadata: card.metadata, text });
      await writeOrigins(trx, id, card.settings);
    }
  }
  await touchAsset(trx, id);
  await refreshSearch(trx, id);
}

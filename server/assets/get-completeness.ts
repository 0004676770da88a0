import type { Completeness } from "#contract/assets/completeness.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../context.ts";
import { requireRepository } from "../repositories/index.ts";
import { settingsOf } from "./present-asset.ts";
import { cardCompleteness } from "./search/completeness.ts";
import { getCardText } from "./store/assets.ts";
import { getAssetFacts } from "./store/facts.ts";

/** DIS-2: what raises the rank of a card, and what of it is missing, for those who may write it. */
export async function getCompleteness(
  ctx: RequestContext,
  address: Address,
): Promise<Completeness> {
  const { id, kind } = await requireRepository(ctx, address, "write");
  const [facts, cardText] = await Promise.all([
    getAssetFacts(ctx.db, id, null),
    getCardText(ctx.db, id),
  ]);
  return cardCompleteness({ kind, settings: settingsOf(facts), cardText });
}

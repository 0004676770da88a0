import type { Address } from "#contract/fields.ts";
import type { Terms } from "#contract/publishing/terms.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { readTerms } from "./store.ts";

/** PUB-7, DIS-4: what limits a new subscription. */
export async function getTerms(ctx: RequestContext, address: Address): Promise<Terms> {
  const { id } = await requireRepository(ctx, address, "see");
  return readTerms(ctx.db, id);
}

import type { Address } from "#contract/fields.ts";
import type { ListedFacts } from "#contract/publishing/kind-endpoints.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { findFacts } from "./store.ts";

/** What the page of an asset shows of its kind: paper, environment, image. */
export async function getFacts(ctx: RequestContext, address: Address): Promise<ListedFacts> {
  const { id } = await requireRepository(ctx, address, "see");
  return findFacts(ctx.db, id);
}

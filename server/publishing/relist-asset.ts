import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { requireRepository } from "../repositories/index.ts";
import { moveOwnListing } from "./move-own-listing.ts";
import { listTransitions } from "./store.ts";

/**
 * PUB-3: back on the shelf with the visibility it had.
 * @throws {Problem} `forbidden` for what an operator has unlisted: its owner did not choose that.
 */
export async function relistAsset(ctx: RequestContext, address: Address) {
  const { id } = await requireRepository(ctx, address, "manage");
  const [last] = await listTransitions(ctx.db, id, 1);
  const isAdministrator = ctx.viewer.kind === "account" && ctx.viewer.isAdmin;
  // Owners unlist without a word: a reason is an operator's.
  if (last?.to_state === "unlisted" && last.reason !== null && !isAdministrator) {
    throw problem("forbidden", {
      detail: `An operator has unlisted this: ${last.reason}`,
      hint: "Ask an administrator to put it back",
    });
  }
  return moveOwnListing(ctx, address, { from: "unlisted", to: "published" });
}

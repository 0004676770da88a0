import type { Address } from "#contract/fields.ts";
import { callerOf, type Viewer } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository, requireRight } from "../../repositories/index.ts";
import { countView } from "../count-use.ts";

const WRITE = 3;

/**
 * DIS-10: somebody looks at the page of an asset. It counts for those who do not own it: the owner,
 * the members of an owning organisation and whoever may write to it look at their own work, whatever
 * credential they come with. Reading an asset by the API, or ahead of a click, is no view.
 */
export async function noteView(ctx: RequestContext, address: Address): Promise<void> {
  const found = await findRepository(ctx, address);
  const { id, namespaceId } = requireRight(ctx, { address, found, right: "see" });
  if (found !== undefined && found.level >= WRITE) return;
  if (isOfOwner(ctx.viewer, namespaceId)) return;
  countView(ctx, { assetId: id, caller: callerOf(ctx) });
}

function isOfOwner(viewer: Viewer, namespaceId: number): boolean {
  return viewer.kind === "account" && viewer.roles.has(namespaceId);
}

import type { GateView } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { requireRepository } from "../../repositories/index.ts";
import { presentOwnRequest } from "./present-request.ts";
import { findRequest, readGate } from "./store.ts";

/** PUB-15: what stands before the content, and what became of the viewer's own request. */
export async function getGate(ctx: RequestContext, address: Address): Promise<GateView> {
  const { id: assetId } = await requireRepository(ctx, address, "see");
  const accountId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  const [gate, own] = await Promise.all([
    readGate(ctx.db, assetId),
    accountId === null ? undefined : findRequest(ctx.db, { assetId, accountId }),
  ]);
  return { ...gate, ownRequest: own === undefined ? null : presentOwnRequest(own) };
}

import type { GateView } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository, requireRight } from "../../repositories/index.ts";
import { presentOwnRequest } from "./present-request.ts";
import { readCardForm } from "./read-card-form.ts";
import { isDelegate } from "./require-decider.ts";
import { formOf } from "./rules.ts";
import { readGate } from "./store/gates.ts";
import { findRequest } from "./store/requests.ts";

const MANAGE = 4;

/** PUB-15: what stands before the content, and what became of the viewer's own request. */
export async function getGate(ctx: RequestContext, address: Address): Promise<GateView> {
  const found = await findRepository(ctx, address);
  const { id: assetId } = requireRight(ctx, { address, found, right: "see" });
  const accountId = ctx.viewer.kind === "account" ? ctx.viewer.accountId : null;
  const [{ cardMetadata, ...gate }, own, isDelegated] = await Promise.all([
    readGate(ctx.db, assetId),
    accountId === null ? undefined : findRequest(ctx.db, { assetId, accountId }),
    isDelegate(ctx, assetId),
  ]);
  const cardForm = readCardForm(cardMetadata);
  const at = { now: ctx.now(), waitDays: gate.waitDays };
  return {
    ...gate,
    form: formOf(gate, cardForm),
    cardForm,
    ownRequest: own === undefined ? null : presentOwnRequest(own, at),
    canDecide: isDelegated || (found?.level ?? 0) >= MANAGE,
  };
}

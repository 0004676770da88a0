import type { Gate } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { findGrants, requireRepository } from "../../repositories/index.ts";
import { applyContentRule } from "../content/apply-content-rule.ts";
import { refreshSearch } from "../refresh-search.ts";
import { insertAdmissions, readGate, updateGate } from "./store.ts";

/**
 * PUB-15: opens or closes the content of an asset for those who see it. Requests and decisions stay
 * while a gate is off, and hold again when it is on. What is not given stays as it is.
 */
export async function setGate(
  ctx: RequestContext,
  address: Address,
  change: Partial<Gate>,
): Promise<Gate> {
  const repository = await requireRepository(ctx, address, "manage");
  return withTransaction(ctx.db, async (trx) => {
    const before = await readGate(trx, repository.id);
    const gate = { ...before, ...change };
    await updateGate(trx, repository.id, gate);
    if (gate.mode === before.mode) return gate;
    if (before.mode === "off") await admitSubscribers(trx, repository.id, ctx.now());
    await applyContentRule(trx, repository.id);
    await refreshSearch(trx, repository.id);
    await recordAudit(trx, ctx, {
      action: "assets.gate-changed",
      subject: `${repository.ownerName}/${repository.name}`,
      details: { from: before.mode, to: gate.mode },
    });
    return gate;
  });
}

/** A new gate stands before those who come: who has subscribed already is let through. */
async function admitSubscribers(trx: DatabaseTransaction, assetId: number, at: Date) {
  const grants = await findGrants(trx, assetId, "subscription");
  const accountIds = grants.flatMap(({ namespaceId }) => namespaceId ?? []);
  await insertAdmissions(trx, { assetId, accountIds, at });
}

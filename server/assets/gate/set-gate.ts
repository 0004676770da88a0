import type { Gate, GateChange } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { findGrants, requireRepository } from "../../repositories/index.ts";
import { applyContentRule } from "../content/apply-content-rule.ts";
import { refreshSearch } from "../refresh-search.ts";
import { readGate, updateGate } from "./store/gates.ts";
import { insertAdmissions } from "./store/requests.ts";

/**
 * PUB-15: opens or closes the content of an asset for those who see it. Requests and decisions stay
 * while a gate is off, and hold again when it is on. What is not given stays as it is; a new period
 * counts for what is granted from now on.
 */
export async function setGate(
  ctx: RequestContext,
  address: Address,
  change: GateChange,
): Promise<Gate> {
  const repository = await requireRepository(ctx, address, "manage");
  const fields = change.fields?.flatMap(({ label, options }) => [label, ...options]);
  const { heading, terms, button } = change;
  await refuseSensitiveWords(ctx, { heading, terms, fields, button });
  return withTransaction(ctx.db, async (trx) => {
    const { cardMetadata: _, ...before } = await readGate(trx, repository.id);
    const gate = changedGate(before, change);
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

function changedGate(before: Gate, { period, ...change }: GateChange): Gate {
  return {
    mode: change.mode ?? before.mode,
    heading: change.heading ?? before.heading,
    terms: change.terms ?? before.terms,
    fields: change.fields ?? before.fields,
    button: change.button ?? before.button,
    period: period === undefined ? before.period : period,
    waitDays: change.waitDays ?? before.waitDays,
  };
}

/** A new gate stands before those who come: who has subscribed already is let through. */
async function admitSubscribers(trx: DatabaseTransaction, assetId: number, at: Date) {
  const grants = await findGrants(trx, assetId, "subscription");
  const accountIds = grants.flatMap(({ namespaceId }) => namespaceId ?? []);
  await insertAdmissions(trx, { assetId, accountIds, at });
}

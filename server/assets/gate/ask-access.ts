import type { AccessApplication, OwnAccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { addPeriod } from "../../platform/add-period.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { refuseSensitiveWords } from "../../platform/words/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { admitAccount } from "./admit-account.ts";
import { checkAnswers } from "./check-answers.ts";
import { presentOwnRequest } from "./present-request.ts";
import { readCardForm } from "./read-card-form.ts";
import { askAgainAt, dayOf, formOf } from "./rules.ts";
import { readGate, type StoredGate } from "./store/gates.ts";
import { findRequest, putRequest, type RequestKey, type RequestRow } from "./store/requests.ts";
import { tellDeciders } from "./tell.ts";

/**
 * PUB-15: asks for access to the content, or asks again once that is possible: after a rejection and
 * the gate's wait, or when granted access has ended. Until then the request that is there is
 * answered.
 * @throws {Problem} `gate-absent`; `access-rejected` until one may ask again; `validation-failed`
 *   for terms that are not accepted and fields that are not answered.
 */
export async function askAccess(
  ctx: RequestContext,
  address: Address,
  application: AccessApplication,
): Promise<OwnAccessRequest> {
  const { accountId, name } = requireAccount(ctx);
  const repository = await requireRepository(ctx, address, "see");
  await refuseSensitiveWords(ctx, {
    reason: application.reason,
    answers: Object.values(application.answers ?? {}),
  });
  return withTransaction(ctx.db, async (trx) => {
    const now = ctx.now();
    const gate = await readGate(trx, repository.id);
    const key = { assetId: repository.id, accountId };
    const at = { now, waitDays: gate.waitDays };
    const existing = await findRequest(trx, key);
    if (existing !== undefined && !mayAskAgain(existing, at))
      return presentOwnRequest(existing, at);
    if (gate.mode === "off") throw problem("gate-absent");
    await writeRequest(trx, key, { gate, application, now });
    if (gate.mode === "manual") {
      const params = { account: name, reason: application.reason ?? "" };
      await tellDeciders(trx, repository, { kind: "usage-requested", params, except: accountId });
    }
    const made = await findRequest(trx, key);
    if (made === undefined) throw new Error("a request that was just made is not there");
    return presentOwnRequest(made, at);
  });
}

/** @throws {Problem} `access-rejected` for a rejection that is too fresh. */
function mayAskAgain(row: RequestRow, at: { now: Date; waitDays: number }): boolean {
  const from = askAgainAt(row, at);
  if (from === null || from <= at.now) return from !== null;
  throw problem("access-rejected", {
    detail: row.rejection_reason ?? "The owner has rejected your request",
    hint: `You may ask again from ${dayOf(from)} on`,
    extra: { askAgainAt: from.toISOString(), askAgainOn: dayOf(from) },
  });
}

async function writeRequest(
  trx: DatabaseTransaction,
  key: RequestKey,
  { gate, application, now }: { gate: StoredGate; application: AccessApplication; now: Date },
): Promise<void> {
  const { reason = "", answers = {}, acceptsTerms = false } = application;
  const form = formOf(gate, readCardForm(gate.cardMetadata));
  const isAccepted = gate.mode === "auto";
  const validUntil = isAccepted && gate.period !== null ? addPeriod(now, gate.period) : null;
  await putRequest(trx, {
    ...key,
    status: isAccepted ? "accepted" : "pending",
    wasGranted: false,
    reason,
    answers: checkAnswers(form, { answers, acceptsTerms }),
    acceptedTerms: form.terms === "" ? null : form.terms,
    validUntil,
    at: now,
  });
  if (isAccepted) await admitAccount(trx, { ...key, validUntil });
}

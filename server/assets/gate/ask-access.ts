import type { AccessApplication, Gate, OwnAccessRequest } from "#contract/assets/gate.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import { requireAccount } from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { requireRepository } from "../../repositories/index.ts";
import { admitAccount } from "./admit-account.ts";
import { presentOwnRequest } from "./present-request.ts";
import { findRequest, insertRequest, readGate } from "./store.ts";

/**
 * PUB-15: asks for access to the content. Asking again changes nothing: the request that is there is
 * answered.
 * @throws {Problem} `gate-absent`; `access-rejected` until the owner takes the rejection back;
 *   `validation-failed` for terms that are not accepted and fields that are not answered.
 */
export async function askAccess(
  ctx: RequestContext,
  address: Address,
  application: AccessApplication,
): Promise<OwnAccessRequest> {
  const { accountId } = requireAccount(ctx);
  const { id: assetId } = await requireRepository(ctx, address, "see");
  return withTransaction(ctx.db, async (trx) => {
    const gate = await readGate(trx, assetId);
    const existing = await findRequest(trx, { assetId, accountId });
    if (existing?.status === "rejected") {
      throw problem("access-rejected", {
        detail: existing.rejection_reason ?? "The owner has rejected your request",
      });
    }
    if (existing !== undefined) return presentOwnRequest(existing);
    if (gate.mode === "off") throw problem("gate-absent");
    const { reason = "", answers = {}, acceptsTerms = false } = application;
    requireTerms(gate, acceptsTerms);
    requireAnswers(gate, answers);
    await insertRequest(trx, {
      assetId,
      accountId,
      status: gate.mode === "auto" ? "accepted" : "pending",
      wasGranted: false,
      reason,
      answers,
      acceptedTerms: gate.terms === "" ? null : gate.terms,
      at: ctx.now(),
    });
    if (gate.mode === "auto") await admitAccount(trx, { assetId, accountId });
    const made = await findRequest(trx, { assetId, accountId });
    if (made === undefined) throw new Error("a request that was just made is not there");
    return presentOwnRequest(made);
  });
}

function requireTerms({ terms }: Gate, acceptsTerms: boolean): void {
  if (terms === "" || acceptsTerms) return;
  throw invalid("/acceptsTerms", "the terms must be accepted");
}

function requireAnswers({ fields }: Gate, answers: Record<string, string>): void {
  const labels = new Set(fields.map(({ label }) => label));
  for (const label of Object.keys(answers)) {
    if (!labels.has(label)) throw invalid("/answers", `${label} is not asked for`);
  }
  for (const { label, isRequired } of fields) {
    const isAnswered = (answers[label] ?? "").trim() !== "";
    if (isRequired && !isAnswered) throw invalid("/answers", `${label} must be answered`);
  }
}

function invalid(pointer: string, message: string) {
  return problem("validation-failed", {
    detail: `${pointer.slice(1)}: ${message}`,
    issues: [{ pointer, message }],
  });
}

import type { Agreement } from "#contract/accounts/agreement.ts";
import type { RequestContext } from "../../context.ts";
import { currentAgreements } from "./current-agreements.ts";
import { listAcceptances } from "./store.ts";

/** PUB-8: what there is to consent to, and what the caller has consented to already. */
export async function listAgreements(ctx: RequestContext): Promise<{ items: Agreement[] }> {
  const { viewer } = ctx;
  const [current, accepted] = await Promise.all([
    currentAgreements(ctx),
    viewer.kind === "account" ? listAcceptances(ctx.db, viewer.accountId) : [],
  ]);
  return {
    items: current.map(({ agreement, version, effectiveAt }) => {
      const consent = accepted.find(
        (each) => each.agreement === agreement && each.version === version,
      );
      return {
        agreement,
        version,
        effectiveAt: effectiveAt.toISOString(),
        acceptedAt: consent?.accepted_at.toISOString() ?? null,
      };
    }),
  };
}

import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { canRemoveMember } from "./policy.ts";
import { requireOrganisation, requirePerson } from "./require-organisation.ts";
import { requireOtherOwner } from "./require-other-owner.ts";
import * as organisations from "./store/organisations.ts";

/**
 * Removes a member, or leaves.
 * @throws {Problem} `not-found`, `forbidden`, `last-owner`
 */
export async function removeMember(
  ctx: RequestContext,
  { owner, account }: { owner: string; account: string },
): Promise<void> {
  const organisation = await requireOrganisation(ctx, owner);
  const person = await requirePerson(ctx, account);
  const member = { organisationId: organisation.id, accountId: person.id };
  if (!canRemoveMember(ctx.viewer, member)) {
    throw problem("forbidden", { detail: "Only owners remove other members" });
  }
  await withTransaction(ctx.db, async (trx) => {
    await organisations.lockOrganisation(trx, organisation.id);
    const before = await organisations.findRole(trx, member);
    if (before === undefined) {
      throw problem("not-found", { detail: `${person.name} is no member of ${organisation.name}` });
    }
    if (before === "owner") await requireOtherOwner(trx, organisation);
    await organisations.removeMember(trx, member);
    await recordAudit(trx, ctx, {
      action: "accounts.member-removed",
      subject: organisation.name,
      details: { member: person.name, before },
    });
  });
}

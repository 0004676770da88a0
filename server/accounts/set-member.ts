import type { Role } from "#contract/accounts/account.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { recordAudit } from "../platform/audit.ts";
import { withTransaction } from "../platform/database/index.ts";
import { canManageMembers } from "./policy.ts";
import { requireOrganisation, requirePerson } from "./require-organisation.ts";
import { requireOtherOwner } from "./require-other-owner.ts";
import { findRole, lockOrganisation, upsertMember } from "./store/organisations.ts";

/**
 * Adds a member or changes their role.
 * @throws {Problem} `not-found`, `forbidden`, `last-owner`
 */
export async function setMember(
  ctx: RequestContext,
  { owner, account }: { owner: string; account: string },
  role: Role,
): Promise<void> {
  const organisation = await requireOrganisation(ctx, owner);
  if (!canManageMembers(ctx.viewer, organisation.id)) {
    throw problem("forbidden", { detail: "Only owners change the members of an organisation" });
  }
  const person = await requirePerson(ctx, account);
  const member = { organisationId: organisation.id, accountId: person.id };
  await withTransaction(ctx.db, async (trx) => {
    await lockOrganisation(trx, organisation.id);
    const before = await findRole(trx, member);
    if (before === role) return;
    if (before === "owner") await requireOtherOwner(trx, organisation);
    await upsertMember(trx, { ...member, role });
    await recordAudit(trx, ctx, {
      action: "accounts.member-set",
      subject: organisation.name,
      details: { member: person.name, before: before ?? null, role },
    });
  });
}

import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { emit } from "../../platform/events/index.ts";
import { accountDeleted, accountDeleting, namespaceEdited } from "../events.ts";
import { requireOtherAdministrator } from "../require-other-administrator.ts";
import type { FoundAccount } from "../store/accounts.ts";
import { summariseNamespaces } from "../store/namespaces.ts";
import { lockOrganisation } from "../store/organisations.ts";
import { holdAccount, listMemberships, listOwnedAlone, replaceByEmpty } from "./store.ts";

/**
 * ACC-11: removes all that is personal in one transaction, so that a person is either there or gone.
 * Name and ID stay taken, the audit stays as it is. What the account owned is settled afterwards, one
 * asset after the other, by whoever hears that it is deleted.
 * @throws {Problem} `not-found`, `organisations-owned`, `last-administrator`
 */
export async function removeAccount(
  ctx: RequestContext,
  { id, name, publicId }: FoundAccount,
  heirId: number | null,
): Promise<void> {
  await withTransaction(ctx.db, async (trx) => {
    const organisations = await listMemberships(trx, id);
    for (const organisation of organisations) await lockOrganisation(trx, organisation);
    const account = await holdAccount(trx, id);
    if (account === undefined) throw problem("not-found", { detail: `${name} does not exist` });
    await requireOwners(trx, id, organisations);
    if (account.is_admin) await requireOtherAdministrator(trx, id);
    const at = ctx.now();
    await accountDeleting.run(trx, { accountId: id, email: account.email, at });
    await recordAudit(trx, ctx, {
      action: "accounts.deleted",
      subject: name,
      details: { id: publicId, hasHeir: heirId !== null },
    });
    await replaceByEmpty(trx, account, { heirId, at });
    await emit(trx, namespaceEdited, { namespaceId: id });
    await emit(trx, accountDeleted, { accountId: id });
  });
}

/**
 * An organisation keeps an owner. Memberships of an account that is held do not become more; one that
 * came before that is not held, and what it says may change.
 */
async function requireOwners(
  trx: DatabaseTransaction,
  accountId: number,
  held: readonly number[],
): Promise<void> {
  const now = await listMemberships(trx, accountId);
  if (now.some((each) => !held.includes(each))) throw problem("conflict", { hint: "Try again" });
  const alone = await listOwnedAlone(trx, accountId);
  if (alone.length === 0) return;
  const summaries = await summariseNamespaces(trx, alone);
  const names = alone.flatMap((id) => summaries.get(id)?.name ?? []);
  throw problem("organisations-owned", {
    detail: `No other owner: ${names.join(", ")}`,
    hint: "Make somebody else an owner first",
  });
}

import type { AccountRemoval, OwnAccountRemoval } from "#contract/accounts/deletion.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { requireAccount, requireAdministrator } from "../require-account.ts";
import { requirePerson } from "../require-organisation.ts";
import { requireProof } from "../require-proof.ts";
import { nameKey } from "../rules.ts";
import { findAccount, type FoundAccount } from "../store/accounts.ts";
import { findNamespace } from "../store/namespaces.ts";
import { findRole } from "../store/organisations.ts";
import { removeAccount } from "./remove-account.ts";

/**
 * ACC-11: deletes one's own account for good.
 * @throws {Problem} `credentials-wrong`, `sign-in-again`, `confirmation-wrong`, `organisations-owned`,
 *   `heir-unfit`, `last-administrator`, `rate-limited`
 */
export async function deleteOwnAccount(
  ctx: RequestContext,
  { password, confirmation, heir }: OwnAccountRemoval,
): Promise<void> {
  const { accountId: id, name, publicId } = requireAccount(ctx);
  requireConfirmation(name, confirmation);
  await requireProof(ctx, password);
  const heirId = heir === null ? null : await requireHeir(ctx, { heir, leaving: id });
  await removeAccount(ctx, { id, name, publicId }, heirId);
}

/**
 * The same for another account. An administrator gives its assets to whom they choose.
 * @throws {Problem} `forbidden`, `not-found`, `confirmation-wrong`, `organisations-owned`,
 *   `heir-unfit`, `last-administrator`
 */
export async function deleteAccount(
  ctx: RequestContext,
  account: string,
  { confirmation, heir }: AccountRemoval,
): Promise<void> {
  requireAdministrator(ctx);
  const found: FoundAccount = await requirePerson(ctx, account);
  requireConfirmation(found.name, confirmation);
  const heirId = heir === null ? null : await requireAnyHeir(ctx, { heir, leaving: found.id });
  await removeAccount(ctx, found, heirId);
}

function requireConfirmation(name: string, confirmation: string): void {
  if (nameKey(confirmation.trim()) === nameKey(name)) return;
  throw problem("confirmation-wrong", {
    detail: `confirmation: type ${name} to delete the account`,
  });
}

type Inheritance = { heir: string; leaving: number };

/** One gives to an organisation in which one creates assets; others would have to be asked. */
async function requireHeir(ctx: RequestContext, { heir, leaving }: Inheritance): Promise<number> {
  const namespace = await findNamespace(ctx.db, heir);
  const member = { organisationId: namespace?.id ?? 0, accountId: leaving };
  const role = await findRole(ctx.db, member);
  if (namespace === undefined || role === undefined || role === "member") throw unfit(heir);
  return namespace.id;
}

async function requireAnyHeir(
  ctx: RequestContext,
  { heir, leaving }: Inheritance,
): Promise<number> {
  const namespace = await findNamespace(ctx.db, heir);
  if (namespace === undefined || namespace.id === leaving) throw unfit(heir);
  const isGone = namespace.kind === "user" && (await findAccount(ctx.db, heir)) === undefined;
  if (isGone) throw unfit(heir);
  return namespace.id;
}

function unfit(heir: string) {
  const message = `nothing can be given to ${heir}`;
  return problem("heir-unfit", {
    detail: `heir: ${message}`,
    issues: [{ pointer: "/heir", message }],
  });
}

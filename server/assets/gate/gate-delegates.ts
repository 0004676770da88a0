import type { Address, NamespaceSummary } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import {
  findAccountsByName,
  findNamespace,
  findRole,
  requireAccount,
  summariseNamespaces,
} from "../../accounts/index.ts";
import type { RequestContext } from "../../context.ts";
import { recordAudit } from "../../platform/audit.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { type Repository, requireRepository } from "../../repositories/index.ts";
import { readGate } from "./store/gates.ts";
import { deleteDelegate, insertDelegate, listDelegates } from "./store/delegates.ts";
import { tellAccount } from "./tell.ts";

const MAX_DELEGATES = 50;

/** PUB-15: who decides on requests beside those who manage the asset. */
export async function listGateDelegates(
  ctx: RequestContext,
  address: Address,
): Promise<{ items: NamespaceSummary[] }> {
  const { id } = await requireRepository(ctx, address, "manage");
  const ids = await listDelegates(ctx.db, id);
  const summaries = await summariseNamespaces(ctx.db, ids);
  return { items: ids.flatMap((accountId) => summaries.get(accountId) ?? []) };
}

/**
 * Lets an account decide on requests. Of an organisation's asset that is one of its members, as long
 * as they are one.
 * @throws {Problem} `delegate-unfit`
 */
export async function addGateDelegate(
  ctx: RequestContext,
  address: Address & { account: string },
): Promise<void> {
  const repository = await requireRepository(ctx, address, "manage");
  const { accountId: by, name } = requireAccount(ctx);
  const delegate = await findDelegate(ctx, repository, address.account);
  await withTransaction(ctx.db, async (trx) => {
    await readGate(trx, repository.id);
    const key = { assetId: repository.id, accountId: delegate.id };
    if ((await listDelegates(trx, repository.id)).length >= MAX_DELEGATES) {
      throw problem("delegate-unfit", { detail: `account: at most ${MAX_DELEGATES} may decide` });
    }
    if (!(await insertDelegate(trx, { ...key, by, at: ctx.now() }))) return;
    await recordAudit(trx, ctx, auditOf("assets.delegate-added", repository, delegate.name));
    await tellAccount(trx, repository, {
      to: delegate.id,
      kind: "usage-delegated",
      params: { account: name },
      page: "/access-requests",
    });
  });
}

export async function removeGateDelegate(
  ctx: RequestContext,
  address: Address & { account: string },
): Promise<void> {
  const repository = await requireRepository(ctx, address, "manage");
  const account = (await findAccountsByName(ctx.db, [address.account])).get(
    address.account.toLowerCase(),
  );
  if (account === undefined) return;
  await withTransaction(ctx.db, async (trx) => {
    const key = { assetId: repository.id, accountId: account.id };
    if (!(await deleteDelegate(trx, key))) return;
    await recordAudit(trx, ctx, auditOf("assets.delegate-removed", repository, account.name));
  });
}

async function findDelegate(ctx: RequestContext, repository: Repository, name: string) {
  const account = (await findAccountsByName(ctx.db, [name])).get(name.toLowerCase());
  if (account === undefined) {
    throw problem("delegate-unfit", { detail: `account: there is no account named ${name}` });
  }
  const owner = await findNamespace(ctx.db, repository.ownerName);
  const membership = { organisationId: repository.namespaceId, accountId: account.id };
  if (owner?.kind === "organisation" && (await findRole(ctx.db, membership)) === undefined) {
    throw problem("delegate-unfit", {
      detail: `account: ${name} is no member of ${repository.ownerName}`,
    });
  }
  return account;
}

function auditOf(action: string, { ownerName, name }: Repository, account: string) {
  return { action, subject: `${ownerName}/${name}`, details: { account } };
}

import type { DeletionPlan } from "#contract/accounts/deletion.ts";
import type { NamespaceSummary } from "#contract/fields.ts";
import type { RequestContext } from "../../context.ts";
import type { Database } from "../../platform/database/index.ts";
import { requireAccount, requireAdministrator } from "../require-account.ts";
import { requirePerson } from "../require-organisation.ts";
import { getAccount, type FoundAccount } from "../store/accounts.ts";
import { hasOtherAdministrator } from "../store/administration.ts";
import { summariseNamespaces, toSummary } from "../store/namespaces.ts";
import { listOrganisationsOf } from "../store/organisations.ts";
import { listOwnedAlone } from "./store.ts";

const MAX_HEIRS = 1000;

/** What a deletion needs of the assets, which are a later word. */
export type DeletionPorts = {
  /** How many assets of the account's own would go, and how many stay for those with a right. */
  countLeavingAssets: (
    ctx: Pick<RequestContext, "db" | "now">,
    accountId: number,
  ) => Promise<DeletionPlan["assets"]>;
};

/** ACC-11: what deleting one's own account would do. */
export async function planDeletion(
  ctx: RequestContext,
  ports: DeletionPorts,
): Promise<DeletionPlan> {
  const { accountId: id, name, publicId } = requireAccount(ctx);
  return plan(ctx, { id, name, publicId }, ports);
}

/** The same of another account, for administrators. @throws {Problem} `forbidden`, `not-found` */
export async function planAccountDeletion(
  ctx: RequestContext,
  account: string,
  ports: DeletionPorts,
): Promise<DeletionPlan> {
  requireAdministrator(ctx);
  return plan(ctx, await requirePerson(ctx, account), ports);
}

async function plan(
  ctx: RequestContext,
  { id, name }: FoundAccount,
  ports: DeletionPorts,
): Promise<DeletionPlan> {
  const { isAdmin, hasPassword } = await getAccount(ctx.db, id);
  const alone = await listOwnedAlone(ctx.db, id);
  return {
    name,
    assets: await ports.countLeavingAssets(ctx, id),
    organisations: await summarise(ctx.db, alone),
    heirs: await listHeirs(ctx.db, id),
    isLastAdministrator: isAdmin && !(await hasOtherAdministrator(ctx.db, id)),
    hasPassword,
  };
}

/** Organisations in which the account creates assets: they need not be asked. */
async function listHeirs(db: Database, accountId: number): Promise<NamespaceSummary[]> {
  const rows = await listOrganisationsOf(db, accountId, MAX_HEIRS);
  return rows.filter(({ role }) => role !== "member").map((row) => toSummary(row));
}

async function summarise(db: Database, ids: readonly number[]): Promise<NamespaceSummary[]> {
  const summaries = await summariseNamespaces(db, ids);
  return ids.flatMap((id) => summaries.get(id) ?? []);
}

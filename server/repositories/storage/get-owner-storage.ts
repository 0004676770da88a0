import { problem } from "#contract/problems.ts";
import type { OwnerStorage } from "#contract/repositories/storage.ts";
import { findNamespace, type Namespace, summariseNamespaces } from "../../accounts/index.ts";
import type { Context, RequestContext } from "../../context.ts";
import { sumUnderWay } from "../store/ledger.ts";
import { findOwner } from "../store/storage-reports.ts";
import { quotaOf } from "./quota.ts";

/**
 * What somebody stores, for themselves, for members of the organisation and for administrators.
 * @throws {Problem} `not-found` for everyone else.
 */
export async function getOwnerStorage(ctx: RequestContext, owner: string): Promise<OwnerStorage> {
  const { id } = await requireMembership(ctx, owner);
  return describeOwner(ctx, id);
}

/** @throws {Problem} `not-found` for who is no member and no administrator. */
export async function requireMembership(
  { db, viewer }: Pick<RequestContext, "db" | "viewer">,
  owner: string,
): Promise<Namespace> {
  const namespace = await findNamespace(db, owner);
  const isMember =
    namespace !== undefined &&
    viewer.kind === "account" &&
    (viewer.isAdmin || viewer.roles.has(namespace.id));
  if (!isMember) throw problem("not-found", { detail: `There is no storage of ${owner} for you` });
  return namespace;
}

export async function describeOwner(
  { db, config }: Pick<Context, "db" | "config">,
  namespaceId: number,
): Promise<OwnerStorage> {
  const row = await findOwner(db, namespaceId);
  const owner = (await summariseNamespaces(db, [namespaceId])).get(namespaceId);
  if (owner === undefined) throw problem("not-found");
  return {
    owner,
    usedBytes: row.usedBytes,
    contentBytes: row.contentBytes,
    gitBytes: row.gitBytes,
    quotaBytes: quotaOf(row, config.limits),
    isOwnQuota: row.quotaSource === "own",
    underWay: await sumUnderWay(db, namespaceId),
  };
}

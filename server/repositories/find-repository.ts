import { findNamespace, type Viewer } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { actingNamespaces, readingEnd, rightLevel } from "./policy.ts";
import type { FoundRepository, Repository, RepositoryAddress } from "./repository.ts";
import { isStorable } from "./rules/paths.ts";
import type { RepositoryWithGrants } from "./store/repositories.ts";
import { findWithheld } from "./withholding/withheld.ts";
import * as repositories from "./store/repositories.ts";

/** Who may write sees what is withheld from the others: it is theirs to put right. */
const WRITE = 3;

type ViewerContext = Pick<Context, "db" | "now"> & { viewer: Viewer };

/**
 * Looks a repository up by its address in any case, also by an address it or its owner had before.
 * The level may be 0: what the viewer may not see is theirs to hide.
 */
export async function findRepository(
  ctx: ViewerContext,
  address: RepositoryAddress,
): Promise<FoundRepository | undefined> {
  if (!isStorable(address.owner) || !isStorable(address.name)) return undefined;
  const namespaceIds = actingNamespaces(ctx.viewer);
  const current = await repositories.findByAddress(ctx.db, address, namespaceIds);
  if (current !== undefined) return withLevel(ctx, current, false);
  const namespace = await findNamespace(ctx.db, address.owner);
  if (namespace === undefined) return undefined;
  const old = { kind: address.kind, namespaceId: namespace.id, name: address.name };
  const moved = await repositories.findByOldAddress(ctx.db, old, namespaceIds);
  return moved && withLevel(ctx, moved, true);
}

/** @throws {Problem} `not-found` when it was deleted. */
export function getRepositoryById(db: Database, id: number): Promise<Repository> {
  return repositories.getById(db, id);
}

async function withLevel(
  { db, viewer, now }: ViewerContext,
  { repository, grants, head, isWithholding }: RepositoryWithGrants,
  movedTo: boolean,
): Promise<FoundRepository> {
  const level = rightLevel(viewer, { repositoryId: repository.id, grants, now: now() });
  const readEndsAt = readingEnd(viewer, { grants, now: now() });
  const found = { level, readEndsAt, movedTo };
  if (!isWithholding || level >= WRITE) return { ...found, repository, head };
  const withheld = await findWithheld(db, repository.id);
  return { ...found, repository: { ...repository, withheld }, head: withheld.head ?? head };
}

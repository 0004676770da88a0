import { findNamespace, type Viewer } from "../accounts/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../platform/database/index.ts";
import { actingNamespaces, rightLevel } from "./policy.ts";
import type { FoundRepository, Repository, RepositoryAddress } from "./repository.ts";
import { isStorable } from "./rules/paths.ts";
import type { RepositoryWithGrants } from "./store/repositories.ts";
import * as repositories from "./store/repositories.ts";

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

function withLevel(
  { viewer, now }: ViewerContext,
  { repository, grants, head }: RepositoryWithGrants,
  movedTo: boolean,
): FoundRepository {
  const level = rightLevel(viewer, { repositoryId: repository.id, grants, now: now() });
  return { repository, level, head, movedTo };
}

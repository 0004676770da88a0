import { problem } from "#contract/problems.ts";
import { canCreateIn, findNamespace, type Namespace, requireAccount } from "../accounts/index.ts";
import type { RequestContext } from "../context.ts";

/**
 * The person or organisation for whom the viewer is about to create an asset.
 * @throws {Problem} `not-signed-in`, `not-found`, `forbidden`.
 */
export async function requireNamespace(ctx: RequestContext, owner: string): Promise<Namespace> {
  const viewer = requireAccount(ctx);
  const namespace = await findNamespace(ctx.db, owner);
  if (namespace === undefined) {
    throw problem("not-found", { detail: `owner: there is no account named ${owner}` });
  }
  if (!canCreateIn(viewer, namespace.id)) {
    throw problem("forbidden", { detail: `owner: you may not create assets for ${owner}` });
  }
  return namespace;
}

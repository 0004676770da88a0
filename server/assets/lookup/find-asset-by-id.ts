import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../../context.ts";
import { findRepository, type Repository } from "../../repositories/index.ts";
import { findAddressById } from "./store.ts";

/**
 * The repository of the asset with an id.
 * @throws {Problem} `asset-unknown` where there is none, or none that the viewer sees.
 */
export async function findAssetById(
  ctx: Pick<RequestContext, "db" | "now" | "viewer">,
  id: string,
): Promise<Repository> {
  const address = id.includes("\0") ? undefined : await findAddressById(ctx.db, id);
  const found = address && (await findRepository(ctx, address));
  if (found === undefined || found.level === 0) {
    throw problem("asset-unknown", { detail: `id: there is no asset with the id ${id}` });
  }
  return found.repository;
}

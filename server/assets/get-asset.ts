import type { Asset } from "#contract/assets/asset.ts";
import type { Address } from "#contract/fields.ts";
import { problem } from "#contract/problems.ts";
import type { RequestContext } from "../context.ts";
import { findRepository, type FoundRepository, type Repository } from "../repositories/index.ts";
import { type OwnedRow, presentAsset } from "./present-asset.ts";
import { type AssetFacts, getAssetDetail } from "./store/facts.ts";

/** One asset with what this viewer may do; what they may not know exists is not found. */
export async function getAsset(ctx: RequestContext, address: Address): Promise<Asset> {
  const found = await findRepository(ctx, address);
  if (found === undefined || found.level < 1) throw problem("not-found");
  return presentFound(ctx, found);
}

/** The same for use-cases that have just made or changed it, whatever the viewer may do. */
export async function getChangedAsset(ctx: RequestContext, address: Address): Promise<Asset> {
  const found = await findRepository(ctx, address);
  if (found === undefined) throw problem("not-found");
  return presentFound(ctx, found);
}

async function presentFound(
  ctx: RequestContext,
  { repository, level, head }: FoundRepository,
): Promise<Asset> {
  const { viewer } = ctx;
  const viewerId = viewer.kind === "account" ? viewer.accountId : null;
  const { id, namespaceId } = repository;
  const { facts, owner } = await getAssetDetail(ctx.db, { id, namespaceId, viewerId });
  return presentAsset({ row: withAddress(facts, repository), owner, level, head, viewer });
}

function withAddress(facts: AssetFacts, repository: Repository): OwnedRow {
  return {
    ...facts,
    public_id: repository.publicId,
    namespace_id: repository.namespaceId,
    kind: repository.kind,
    name: repository.name,
    default_branch: repository.defaultBranch,
    size_bytes: repository.sizeBytes,
    file_count: repository.fileCount,
    read_needs: repository.readNeeds,
    owner_name: repository.ownerName,
  };
}

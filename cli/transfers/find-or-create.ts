import type { Asset } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { isProblem, type Problem, problem } from "#contract/problems.ts";
import type { GalleryClient } from "#sdk/index.ts";
import { findAsset, parseRepositoryId, type RepositoryId } from "../repository-id.ts";
import type { Session } from "../session.ts";

export type Wanted = { id: string; repoType?: AssetKind; create?: boolean };

/** The asset to upload to, made where --create allows it. @throws {Problem} `not-found` */
export async function findOrCreate(
  { output, signal }: Session,
  client: GalleryClient,
  { id, repoType, create }: Wanted,
): Promise<Asset> {
  const repositoryId = parseRepositoryId(id, repoType);
  try {
    return await findAsset(client, repositoryId, signal);
  } catch (error) {
    if (!isProblem(error, "not-found")) throw error;
    if (create !== true) throw withCreateHint(error);
  }
  const asset = await createRepository(client, repositoryId, signal);
  output.notice(`Created the ${asset.kind} ${asset.fullName}`);
  return asset;
}

function withCreateHint({ detail }: Problem): Problem {
  const hint = "Check the name and who is signed in, or make it with --create";
  return problem("not-found", { detail, hint });
}

function createRepository(
  client: GalleryClient,
  { kind = "model", owner, name }: RepositoryId,
  signal: AbortSignal,
): Promise<Asset> {
  const body = { kind, owner, name };
  return client.call("assets.create-asset", { body }, { signal });
}

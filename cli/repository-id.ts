import type { Asset } from "#contract/assets/asset.ts";
import { ASSET_KINDS, type AssetKind, KIND_PLURALS } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import { findAssets } from "#sdk/index.ts";
import type { GalleryClient } from "#sdk/index.ts";
import { UsageError } from "./exit-codes.ts";

export type RepositoryId = { kind: AssetKind | undefined; owner: string; name: string };

/**
 * Reads `owner/name`, or `datasets/owner/name` as addresses have it.
 * @param kind of --repo-type
 * @throws {UsageError}
 */
export function parseRepositoryId(text: string, kind: AssetKind | undefined): RepositoryId {
  const segments = text.split("/");
  const [owner, name, ...rest] = segments.slice(-2);
  const inAddress = segments.length === 3 ? kindOfWord(segments[0] ?? "") : undefined;
  const isWhole = segments.length === 2 || inAddress !== undefined;
  if (!isWhole || !owner || !name || rest.length > 0) {
    throw new UsageError(`${text} is no repository: write OWNER/NAME`, "For example: ann/tiny-llm");
  }
  if (kind !== undefined && inAddress !== undefined && kind !== inAddress) {
    throw new UsageError(`${text} names another kind than --repo-type ${kind}`);
  }
  return { kind: kind ?? inAddress, owner, name };
}

/** The value of --repo-type: `dataset` or `datasets`. @throws {UsageError} naming the kinds. */
export function parseKind(text: string): AssetKind {
  const kind = kindOfWord(text);
  if (kind !== undefined) return kind;
  throw new UsageError(`${text} is no kind of repository`, `Kinds are: ${ASSET_KINDS.join(", ")}`);
}

/**
 * The asset of an id; without a kind it is looked up over all kinds.
 * @throws {UsageError} when several kinds have it.
 * @throws {Problem} `not-found`
 */
export async function findAsset(
  client: GalleryClient,
  { kind, owner, name }: RepositoryId,
  signal: AbortSignal,
): Promise<Asset> {
  if (kind !== undefined) {
    return client.call("assets.get-asset", { params: { kind, owner, name } }, { signal });
  }
  const found = await findAssets({ client, owner, name, signal });
  const [only, ...others] = found;
  if (only === undefined) {
    throw problem("not-found", { detail: `${owner}/${name} does not exist` });
  }
  if (others.length === 0) return only;
  throw new UsageError(
    `${owner}/${name} is the name of several assets: ${found.map((it) => it.kind).join(", ")}`,
    `Say which one you mean: --repo-type ${only.kind}`,
  );
}

/** Where people see it: models stand at the root, other kinds below their plural. */
export function assetUrl(
  baseUrl: string,
  { kind, owner, name }: { kind: AssetKind; owner: { name: string }; name: string },
): string {
  const folder = kind === "model" ? "" : `/${KIND_PLURALS[kind]}`;
  return `${baseUrl}${folder}/${owner.name}/${name}`;
}

function kindOfWord(word: string): AssetKind | undefined {
  return ASSET_KINDS.find((kind) => kind === word || KIND_PLURALS[kind] === word);
}

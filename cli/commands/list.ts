import { Command } from "commander";
import type { AssetSummary } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import type { TreeEntry } from "#contract/repositories/repository.ts";
import { listPages, listTree } from "#sdk/index.ts";
import { formatCount } from "../progress/format-progress.ts";
import { findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

type Flags = { recursive?: boolean; revision?: string; repoType?: AssetKind };

export function listCommand(runner: Runner): Command {
  return new Command("list")
    .alias("ls")
    .summary("list your assets, somebody's assets, or the files of one")
    .description(
      "Without an argument: your own assets. OWNER: the assets of a person or organisation. " +
        "OWNER/NAME: the files of a repository, in one of its folders where a path is given.",
    )
    .argument("[what]", "OWNER or OWNER/NAME (default: your own assets)")
    .argument("[path]", "a folder of the repository")
    .option("-r, --recursive", "everything below the folder")
    .option("--revision <revision>", "branch, tag, version or commit (default: the main branch)")
    .option(
      "--repo-type <kind>",
      "model, dataset, notebook… (default: all or looked up)",
      parseKind,
    )
    .action((what: string | undefined, path: string | undefined, flags: Flags) =>
      what?.includes("/")
        ? runner.runList((session) => listFiles(session, { id: what, path, ...flags }), showEntry)
        : runner.runList((session) => listAssets(session, what, flags.repoType), showAsset),
    );
}

async function listFiles(
  session: Session,
  { id, path, ...flags }: Flags & { id: string; path: string | undefined },
): Promise<AsyncIterable<TreeEntry>> {
  const { signal } = session;
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, flags.repoType), signal);
  return listTree({
    client,
    address: { kind: asset.kind, owner: asset.owner.name, name: asset.name },
    revision: flags.revision ?? asset.defaultBranch,
    path: path?.replace(/\/+$/, ""),
    isRecursive: flags.recursive ?? false,
    signal,
  });
}

async function listAssets(
  session: Session,
  owner: string | undefined,
  kind: AssetKind | undefined,
): Promise<AsyncIterable<AssetSummary>> {
  const { signal } = session;
  const client = await session.connect();
  return listPages((cursor) => {
    const query = { limit: 100, ...(kind && { kind }), ...(cursor && { cursor }) };
    return owner === undefined
      ? client.call("assets.list-own-assets", { query }, { signal })
      : client.call("assets.list-namespace-assets", { params: { owner }, query }, { signal });
  });
}

function showEntry({ type, path, sizeBytes }: TreeEntry): string {
  const size = type === "folder" ? "" : formatCount(sizeBytes);
  return `${size.padStart(8)}  ${path}${type === "folder" ? "/" : ""}`;
}

export function showAsset({ kind, owner, name, state, description }: AssetSummary): string {
  const mark = state === "published" ? "" : ` (${state})`;
  const words = description === "" ? "" : `  ${description}`;
  return `${kind.padEnd(9)} ${owner.name}/${name}${mark}${words}`;
}

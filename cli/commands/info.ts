import { Command } from "commander";
import type { Asset } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { formatCount } from "../progress/format-progress.ts";
import { assetUrl, findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

export type AssetInfo = Asset & { url: string };

export function infoCommand(runner: Runner): Command {
  return new Command("info")
    .summary("show what is known of an asset")
    .description("Shows an asset: kind, state, licence, size, head commit and address.")
    .argument("<repo-id>", "OWNER/NAME")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind)
    .action((id: string, { repoType }: { repoType?: AssetKind }) =>
      runner.run((session) => info(session, id, repoType), showInfo),
    );
}

async function info(session: Session, id: string, kind: AssetKind | undefined): Promise<AssetInfo> {
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, kind), session.signal);
  return { ...asset, url: assetUrl(session.configuration.endpoint, asset) };
}

function showInfo(asset: AssetInfo): string[] {
  const facts: [string, string][] = [
    ["name", asset.fullName],
    ["kind", asset.kind],
    ["title", asset.titleZh],
    ["description", asset.description],
    ["state", `${asset.state}, ${asset.visibility}`],
    ["licence", asset.licences.join(", ")],
    ["tasks", asset.tasks.join(", ")],
    ["languages", asset.languages.join(", ")],
    ["frameworks", asset.frameworks.join(", ")],
    ["size", `${formatCount(asset.sizeBytes)}B in ${asset.fileCount} files`],
    ["downloads", String(asset.downloads)],
    ["branch", asset.defaultBranch],
    ["commit", asset.head ?? "none"],
    ["updated", asset.updatedAt],
    ["address", asset.url],
  ];
  return facts.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`);
}

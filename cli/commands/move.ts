import { Command } from "commander";
import type { AssetKind } from "#contract/kinds.ts";
import { findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

type Flags = { repoType?: AssetKind; branch?: string; message?: string };
type Move = Flags & { id: string; from: string; to: string };

export function moveCommand(runner: Runner): Command {
  return new Command("move")
    .alias("mv")
    .summary("rename or move a file or a folder")
    .description("Renames a file, or a folder with everything in it, in one commit.")
    .argument("<repo-id>", "OWNER/NAME")
    .argument("<from>", "path of the file or folder")
    .argument("<to>", "its new path")
    .option("--branch <name>", "branch (default: the main branch)")
    .option("-m, --message <text>", "title of the commit")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind)
    .action((id: string, from: string, ...[to, flags]: [to: string, flags: Flags]) =>
      runner.run(
        (session) => move(session, { id, from: trim(from), to: trim(to), ...flags }),
        ({ commit }) => [`Moved ${trim(from)} to ${trim(to)} in ${commit.slice(0, 8)}`],
      ),
    );
}

async function move(session: Session, { id, from, to, ...flags }: Move) {
  const { signal } = session;
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, flags.repoType), signal);
  const params = { kind: asset.kind, owner: asset.owner.name, name: asset.name };
  const body = {
    branch: flags.branch ?? asset.defaultBranch,
    title: flags.message ?? `Rename ${from} to ${to}`,
    operations: [{ op: "rename" as const, from, to }],
  };
  return client.call("repositories.create-commit", { params, body }, { signal });
}

function trim(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}

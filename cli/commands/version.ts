import { Command } from "commander";
import type { Address } from "#contract/fields.ts";
import type { AssetKind } from "#contract/kinds.ts";
import type { Version } from "#contract/publishing/version.ts";
import { listPages } from "#sdk/index.ts";
import type { GalleryClient } from "#sdk/index.ts";
import { findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import { collect } from "./collect.ts";

type KindFlag = { repoType?: AssetKind };

type AddFlags = KindFlag & {
  revision?: string;
  description?: string;
  constraints?: string;
  region?: string[];
};

/** PUB-5, PUB-6: the versions of a published asset. */
export function versionCommand(runner: Runner): Command {
  return new Command("version")
    .summary("list and add the versions of an asset")
    .description("Versions x.y.z of a published asset: each keeps one commit for good.")
    .addCommand(listCommand(runner))
    .addCommand(addCommand(runner))
    .addCommand(
      moveCommand(runner, {
        name: "offline",
        summary: "offer a version no longer; whoever has subscribed keeps it",
        call: "publishing.take-version-offline",
      }),
    )
    .addCommand(
      moveCommand(runner, {
        name: "online",
        summary: "offer a version again that was taken offline",
        call: "publishing.bring-version-online",
      }),
    );
}

function withAsset(command: Command): Command {
  return command
    .argument("<repo-id>", "OWNER/NAME")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind);
}

type Found = { client: GalleryClient; params: Address };

async function openAsset(session: Session, id: string, { repoType }: KindFlag): Promise<Found> {
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, repoType), session.signal);
  return { client, params: { kind: asset.kind, owner: asset.owner.name, name: asset.name } };
}

function listCommand(runner: Runner): Command {
  return withAsset(new Command("list"))
    .summary("list the versions, the highest first")
    .action((id: string, flags: KindFlag) =>
      runner.runList(async (session) => {
        const { client, params } = await openAsset(session, id, flags);
        const { signal } = session;
        return listPages((cursor) =>
          client.call(
            "publishing.list-versions",
            { params, query: { limit: 100, cursor } },
            { signal },
          ),
        );
      }, describeVersion),
    );
}

function addCommand(runner: Runner): Command {
  return withAsset(new Command("add"))
    .argument("<number>", "x.y.z, such as 1.2.0")
    .summary("give a commit a number that never changes")
    .description(
      "Adds a version. Its files are checked, and a reviewer decides where the gallery has one; " +
        "then it is available.",
    )
    .option("--revision <revision>", "branch, tag or commit (default: the main branch)")
    .option("--description <text>", "what is new in it")
    .option("--constraints <text>", "shown before somebody subscribes")
    .option("--region <id>", "where it may be used; may be given several times", collect)
    .action((id: string, number: string, flags: AddFlags) =>
      runner.run(async (session) => {
        const { client, params } = await openAsset(session, id, flags);
        const { revision, description, constraints, region } = flags;
        const body = { number, revision, description, constraints, regions: region };
        return client.call("publishing.add-version", { params, body }, { signal: session.signal });
      }, showVersion),
    );
}

type Move = {
  name: string;
  summary: string;
  call: "publishing.take-version-offline" | "publishing.bring-version-online";
};

function moveCommand(runner: Runner, { name, summary, call }: Move): Command {
  return withAsset(new Command(name))
    .argument("<number>", "x.y.z, such as 1.2.0")
    .summary(summary)
    .action((id: string, number: string, flags: KindFlag) =>
      runner.run(async (session) => {
        const { client, params } = await openAsset(session, id, flags);
        const { signal } = session;
        return client.call(call, { params: { ...params, number } }, { signal });
      }, showVersion),
    );
}

function describeVersion({ number, status, commit, publishedAt, description }: Version): string {
  const [line = ""] = description.split("\n");
  return [number, status, commit.slice(0, 8), publishedAt ?? "-", line].join("\t").trimEnd();
}

function showVersion({ number, status, commit }: Version): string[] {
  return [`${number} is ${status} (${commit.slice(0, 8)})`];
}

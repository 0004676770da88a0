import { Command, Option } from "commander";
import type { AssetKind } from "#contract/kinds.ts";
import { ENVIRONMENTS, type Environment } from "#contract/publishing/kind-rules.ts";
import { problem } from "#contract/problems.ts";
import type { OutputOf } from "#sdk/index.ts";
import { UsageError } from "../exit-codes.ts";
import { assetUrl, findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import { collect } from "./collect.ts";

type Flags = {
  repoType?: AssetKind;
  visibility: "public" | "restricted" | "private";
  audience?: string[];
  description?: string;
  licence?: string;
  task?: string[];
  dataType?: string[];
  acceptAgreements?: boolean;
} & KindFlags;

/** What only some kinds say of themselves. */
type KindFlags = {
  title?: string;
  environment?: Environment;
  code?: "open" | "closed";
  paperTitle?: string;
  paperLink?: string;
  imageUrl?: string;
  imageEngine?: string;
  imageChip?: string;
  imageDependencies?: string;
  source?: string;
  packagePath?: string;
};

export type Published = OutputOf<"publishing.publish-asset"> & { url: string };

export function publishCommand(runner: Runner): Command {
  const visibility = new Option("--visibility <who>", "who may see and read it")
    .choices(["public", "restricted", "private"])
    .default("public");
  return withKindOptions(new Command("publish"))
    .summary("put an asset on the shelf")
    .description(
      "Submits an asset for listing. Checks run, then a review where the gallery has one. What is " +
        "not given is taken from the asset's card.",
    )
    .argument("<repo-id>", "OWNER/NAME")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind)
    .addOption(visibility)
    .option("--audience <account>", "who, with --visibility restricted", collect)
    .option("--description <text>", "one sentence, at most 90 characters")
    .option("--licence <id>", "e.g. apache-2.0")
    .option("--task <id>", "e.g. text-generation; may be given several times", collect)
    .option("--data-type <id>", "of a dataset; may be given several times", collect)
    .option("--accept-agreements", "you accept the publishing and the service agreement")
    .action((id: string, flags: Flags) =>
      runner.run((session) => publish(session, id, flags), showPublished),
    );
}

function withKindOptions(command: Command): Command {
  const environment = new Option("--environment <name>", "where a notebook runs");
  const code = new Option(
    "--code <openness>",
    "of an algorithm or workflow: who may read its code",
  );
  return command
    .option("--title <text>", "the title that is shown, of kinds that have one")
    .addOption(environment.choices(ENVIRONMENTS))
    .addOption(code.choices(["open", "closed"]))
    .option("--paper-title <text>", "of the paper behind an algorithm")
    .option("--paper-link <address>", "where the paper is")
    .option("--image-url <reference>", "of a container image: registry/group/name:tag")
    .option("--image-engine <name>", "the AI engine in it")
    .option("--image-chip <name>", "what it runs on")
    .option("--image-dependencies <text>", "what else is in it")
    .option("--source <text>", "where a skill comes from")
    .option("--package-path <path>", "which file is a skill's package");
}

function factsOf(flags: Flags) {
  const { title, environment, code, paperTitle, paperLink } = flags;
  const { imageUrl, imageEngine, imageChip, imageDependencies, source, packagePath } = flags;
  return {
    title,
    environment,
    isCodeOpen: code === undefined ? undefined : code === "open",
    paperTitle,
    paperLink,
    imageUrl,
    imageEngine,
    imageChip,
    imageDependencies,
    source,
    packagePath,
  };
}

/** @throws {UsageError} without consent. @throws {Problem} `listing-state-wrong` */
async function publish(session: Session, id: string, flags: Flags): Promise<Published> {
  if (flags.acceptAgreements !== true) {
    throw new UsageError(
      "Publishing needs your consent to the gallery's agreements",
      "Read them on the publish page, then add --accept-agreements",
    );
  }
  const { signal, configuration } = session;
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, flags.repoType), signal);
  const { settings } = asset;
  const body = {
    visibility: flags.visibility,
    audience: flags.audience ?? [],
    description: flags.description ?? settings.description,
    licence: flags.licence ?? settings.licences[0] ?? "",
    tasks: flags.task ?? settings.tasks,
    dataTypes: flags.dataType ?? settings.dataTypes,
    ...factsOf(flags),
    acceptsAgreements: true as const,
  };
  const params = { kind: asset.kind, owner: asset.owner.name, name: asset.name };
  const listing = await client.call("publishing.publish-asset", { params, body }, { signal });
  if (listing.state === "publish-failed" || listing.state === "rejected") {
    throw problem("listing-state-wrong", {
      detail: listing.reason ?? `The listing is ${listing.state}`,
      issues: listing.findings.map(({ check, message }) => ({ pointer: `/${check}`, message })),
    });
  }
  return { ...listing, url: assetUrl(configuration.endpoint, asset) };
}

function showPublished({ state, findings, url }: Published): string[] {
  return [`${state}: ${url}`, ...findings.map(({ check, message }) => `${check}: ${message}`)];
}

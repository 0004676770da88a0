import { Command } from "commander";
import type { AssetKind } from "#contract/kinds.ts";
import { problem } from "#contract/problems.ts";
import type { Subscription } from "#contract/subscriptions/subscription.ts";
import { type GalleryClient, listPages } from "#sdk/index.ts";
import { findAsset, parseKind, parseRepositoryId } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";

type KindFlag = { repoType?: AssetKind };
type AddFlags = KindFlag & { version?: string; acceptAgreements?: boolean };

/** DIS-5, DIS-6: what one subscribes to. */
export function subscriptionCommand(runner: Runner): Command {
  return new Command("subscription")
    .summary("subscribe to assets, and see what is left")
    .description("Subscriptions: the right to use an asset, for as long as its terms say.")
    .addCommand(listCommand(runner))
    .addCommand(addCommand(runner))
    .addCommand(
      moveCommand(runner, {
        name: "cancel",
        summary: "put a subscription away; its time runs on",
        call: "subscriptions.cancel-subscription",
      }),
    )
    .addCommand(
      moveCommand(runner, {
        name: "retrieve",
        summary: "take a cancelled subscription up again, under its original quota",
        call: "subscriptions.retrieve-subscription",
      }),
    );
}

function withAsset(command: Command): Command {
  return command
    .argument("<repo-id>", "OWNER/NAME")
    .option("--repo-type <kind>", "model, dataset, notebook… (default: looked up)", parseKind);
}

function listCommand(runner: Runner): Command {
  return new Command("list")
    .summary("list your subscriptions, the newest first")
    .option("--repo-type <kind>", "only one kind: model, dataset, notebook…", parseKind)
    .action(({ repoType }: KindFlag) =>
      runner.runList(async (session) => {
        const client = await session.connect();
        return listOwn(client, session, { ...(repoType && { kind: repoType }) });
      }, describe),
    );
}

function addCommand(runner: Runner): Command {
  return withAsset(new Command("add"))
    .summary("subscribe to an asset")
    .description(
      "Subscribes under the present terms of the asset. What is not published by the operator of " +
        "the gallery asks consent to agreements, which you give with --accept-agreements.",
    )
    .option("--version <number>", "x.y.z (default: the newest one)")
    .option("--accept-agreements", "you have read and accept what is asked for")
    .action((id: string, flags: AddFlags) =>
      runner.run((session) => subscribe(session, id, flags), show),
    );
}

async function subscribe(
  session: Session,
  id: string,
  { repoType, version, acceptAgreements }: AddFlags,
): Promise<Subscription> {
  const { signal } = session;
  const client = await session.connect();
  const asset = await findAsset(client, parseRepositoryId(id, repoType), signal);
  const params = { kind: asset.kind, owner: asset.owner.name, name: asset.name };
  const offer = await client.call("subscriptions.get-offer", { params }, { signal });
  const consents = acceptAgreements === true ? offer.agreements : [];
  const body = { consents, ...(version === undefined ? {} : { version }) };
  return client.call("subscriptions.create-subscription", { params, body }, { signal });
}

type Move = {
  name: string;
  summary: string;
  call: "subscriptions.cancel-subscription" | "subscriptions.retrieve-subscription";
};

function moveCommand(runner: Runner, { name, summary, call }: Move): Command {
  return withAsset(new Command(name))
    .summary(summary)
    .action((id: string, { repoType }: KindFlag) =>
      runner.run(async (session) => {
        const client = await session.connect();
        const { id: subscription } = await findOwn(client, session, { id, repoType });
        return client.call(call, { params: { id: subscription } }, { signal: session.signal });
      }, show),
    );
}

type Wanted = { id: string; repoType: AssetKind | undefined };

/** Among one's own: the asset itself may be shown to one no longer. */
async function findOwn(
  client: GalleryClient,
  session: Session,
  { id, repoType }: Wanted,
): Promise<Subscription> {
  const { kind, owner, name } = parseRepositoryId(id, repoType);
  const query = { q: name, ...(kind && { kind }) };
  for await (const subscription of listOwn(client, session, query)) {
    const { address } = subscription;
    const isWanted =
      address.owner.toLowerCase() === owner.toLowerCase() &&
      address.name.toLowerCase() === name.toLowerCase();
    if (isWanted) return subscription;
  }
  throw problem("subscription-not-found", { detail: `You have no subscription to ${id}` });
}

function listOwn(
  client: GalleryClient,
  { signal }: Session,
  query: { q?: string; kind?: AssetKind },
): AsyncIterable<Subscription> {
  return listPages((cursor) =>
    client.call(
      "subscriptions.list-subscriptions",
      { query: { ...query, limit: 100, ...(cursor && { cursor }) } },
      { signal },
    ),
  );
}

function describe(subscription: Subscription): string {
  const { address, state, version } = subscription;
  const name = `${address.owner}/${address.name}`;
  return [state, address.kind, name, version ?? "-", quotaOf(subscription)].join("\t");
}

function show(subscription: Subscription): string[] {
  const { address, state } = subscription;
  const name = `${address.owner}/${address.name}`;
  return [`The subscription to ${name} is ${state}: ${quotaOf(subscription)}`];
}

function quotaOf({ terms, endsAt, daysLeft }: Subscription): string {
  if (terms.channels !== null) return `${terms.channels} channels`;
  if (endsAt === null) return "without end";
  return `until ${endsAt.slice(0, 10)}, ${daysLeft ?? 0} days left`;
}

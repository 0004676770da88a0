import { Command, InvalidArgumentError } from "commander";
import type { AssetSummary, Correction } from "#contract/assets/asset.ts";
import type { AssetKind } from "#contract/kinds.ts";
import { searchAssets } from "#sdk/index.ts";
import { parseKind } from "../repository-id.ts";
import type { Runner } from "../runner.ts";
import type { Session } from "../session.ts";
import { collect } from "./collect.ts";
import { showAsset } from "./list.ts";

const SORTS = [
  "relevance",
  "updated",
  "downloads",
  "favourites",
  "subscriptions",
  "trending",
] as const;
type Sort = (typeof SORTS)[number];

type Flags = {
  repoType?: AssetKind;
  task?: string[];
  language?: string[];
  framework?: string[];
  licence?: string[];
  sort?: Sort;
  limit: number;
};

export function searchCommand(runner: Runner): Command {
  return new Command("search")
    .summary("find assets by words in English or Chinese")
    .description("Finds listed assets. Without words it lists them all, by --sort.")
    .argument("[words...]", "what to look for")
    .option("--repo-type <kind>", "only one kind: model, dataset, notebook…", parseKind)
    .option("--task <task>", "only assets for a task; may be given several times", collect)
    .option("--language <language>", "only assets for a language, e.g. zh", collect)
    .option("--framework <framework>", "only assets for a framework", collect)
    .option("--licence <licence>", "only assets under a licence, e.g. apache-2.0", collect)
    .option("--sort <order>", SORTS.join(", "), parseSort)
    .option("--limit <number>", "at most so many", parseLimit, 20)
    .action((words: string[], flags: Flags) =>
      runner.runList((session) => search(session, words, flags), showAsset),
    );
}

async function search(
  session: Session,
  words: string[],
  { repoType, limit, sort, ...filters }: Flags,
): Promise<AsyncIterable<AssetSummary>> {
  const client = await session.connect();
  const { task, language, framework, licence } = filters;
  const query = {
    limit: Math.min(limit, 100),
    ...(task && { task }),
    ...(language && { language }),
    ...(framework && { framework }),
    ...(licence && { licence }),
    ...(words.length > 0 && { q: words.join(" ") }),
    ...(repoType && { kind: repoType }),
    ...(sort && { sort }),
  };
  const onCorrection = (correction: Correction) =>
    session.output.notice(describeCorrection(correction));
  return take(searchAssets({ client, query, signal: session.signal, onCorrection }), limit);
}

function describeCorrection({ words, isApplied }: Correction): string {
  if (words === "") return "Nothing in these words can be searched for; these are all assets.";
  return isApplied ? `Nothing found; showing results for: ${words}` : `Did you mean: ${words}`;
}

async function* take<Item>(items: AsyncIterable<Item>, limit: number): AsyncGenerator<Item> {
  let left = limit;
  for await (const item of items) {
    yield item;
    left -= 1;
    if (left === 0) return;
  }
}

function parseSort(text: string): Sort {
  const sort = SORTS.find((order) => order === text);
  if (sort !== undefined) return sort;
  throw new InvalidArgumentError(`Orders are: ${SORTS.join(", ")}.`);
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new InvalidArgumentError("It must be a whole number from 1 on.");
}

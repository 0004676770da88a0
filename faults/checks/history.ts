import { inUrl, repositoryPath } from "../actors/paths.ts";
import { type Answer, Unanswered } from "../gallery/caller.ts";
import { type Hashes, hashesOf } from "../model/content.ts";
import { differencesBetween, replay, type Tree } from "../model/replay.ts";
import { type CommitAttempt, mayBePurged, type RepositoryRecord } from "../model/world.ts";
import { askAll, type Site } from "./site.ts";

export type Line = {
  repository: RepositoryRecord;
  branch: string;
  /** The commit it began at; undefined for the default branch. */
  startingPoint: string | undefined;
};

const EMPTY: Tree = new Map();

/**
 * The history of a branch, commit by commit: each was asked for, came once and whole, in an order
 * that agrees with the answers, and none of the acknowledged ones is missing. Files that it has
 * changed are read byte for byte at its id.
 */
export async function checkHistory(site: Site, line: Line): Promise<void> {
  const { world } = site;
  const { repository, branch, startingPoint } = line;
  const known = repository.histories.get(branch) ?? (startingPoint ? [startingPoint] : []);
  const added = await commitsAfter(site, line, known.at(-1));
  if (added === undefined) {
    world.violate("acknowledged-readable", `${branch} has lost ${known.at(-1)}, which it had`);
    return;
  }
  const history = [...known];
  let latestStart = 0;
  for (const { id, title } of added) {
    const attempt = repository.attempts.find((one) => one.branch === branch && one.title === title);
    const parent = history.at(-1);
    const where = `${branch}: commit ${id} (${title})`;
    if (attempt === undefined && parent !== undefined) {
      world.violate("nothing-unasked", `${where} was never asked for`);
    }
    if (attempt !== undefined) {
      settle(site, { attempt, id, parent, where });
      // Who was answered before another one began comes before it.
      if (attempt.endedAt < latestStart) world.violate("commits-in-order", `${where} is too late`);
      latestStart = Math.max(latestStart, attempt.startedAt);
    }
    const before = parent === undefined ? EMPTY : (repository.trees.get(parent) ?? EMPTY);
    const tree = await checkTree(site, repository, { id, attempt, before, where });
    repository.trees.set(id, tree);
    history.push(id);
  }
  repository.histories.set(branch, history);
  expectAcknowledged(site, line, history);
}

type Listed = { id: string; title: string };

/** Oldest first; undefined when the last known commit is not among the ancestors. */
async function commitsAfter(
  site: Site,
  { repository, branch }: Line,
  last: string | undefined,
): Promise<Listed[] | undefined> {
  const found: Listed[] = [];
  for await (const item of askAll(site, repository, `commits/${branch}?limit=100`)) {
    if (item["id"] === last) return found.toReversed();
    found.push({ id: String(item["id"]), title: String(item["title"]) });
  }
  return last === undefined ? found.toReversed() : undefined;
}

type Found = {
  attempt: CommitAttempt;
  id: string;
  parent: string | undefined;
  where: string;
};

/** From now on it is known to have happened. */
function settle({ world }: Site, { attempt, id, parent, where }: Found): void {
  const { outcome, receipt, expectedHead } = attempt;
  if (outcome.kind === "refused") {
    world.violate("refused-never-happens", `${where} was refused: ${outcome.code}`);
  }
  if (receipt !== undefined && receipt.commit !== id) {
    world.violate("commits-once", `${where} was acknowledged as ${receipt.commit}`);
  }
  if (expectedHead !== undefined && expectedHead !== parent) {
    world.violate("commits-in-order", `${where} follows ${parent}, not ${expectedHead}`);
  }
  attempt.outcome = { kind: "acknowledged" };
  attempt.receipt = { commit: id, isNew: true };
}

type Checked = {
  id: string;
  attempt: CommitAttempt | undefined;
  before: Tree;
  where: string;
};

async function checkTree(
  site: Site,
  repository: RepositoryRecord,
  { id, attempt, before, where }: Checked,
): Promise<Tree> {
  const listed = await listFiles(site, repository, id);
  if (attempt === undefined) return readFiles(site, repository, { id, paths: [...listed.keys()] });
  const expected = replay(before, attempt.operations);
  const differences = differencesBetween(expected, listed);
  if (differences.length > 0) {
    site.world.violate("commits-whole", `${where}: ${differences.slice(0, 5).join("; ")}`);
  }
  await checkBytes(site, repository, { id, attempt });
  return expected;
}

/** By path: the SHA-256 of a large file, the object id of a small one. */
export async function listFiles(
  site: Site,
  repository: RepositoryRecord,
  revision: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const item of askAll(site, repository, `tree/${revision}?recursive=true&limit=1000`)) {
    if (item["type"] !== "file") continue;
    files.set(String(item["path"]), String(item["sha256"] ?? item["oid"]));
  }
  return files;
}

/** Reads what a commit has put, at its id: every byte is the one that was sent. */
export async function checkBytes(
  site: Site,
  repository: RepositoryRecord,
  { id, attempt }: { id: string; attempt: CommitAttempt },
): Promise<void> {
  for (const operation of attempt.operations) {
    if (operation.op !== "put") continue;
    const { path, content } = operation;
    if (mayBePurged(repository, content)) continue;
    const found = (await readFiles(site, repository, { id, paths: [path] })).get(path);
    if (found?.sha256 === content.sha256) continue;
    const detail = `${path} at ${id} is ${found?.sha256 ?? "not readable"}, not ${content.sha256}`;
    site.world.violate("acknowledged-readable", detail);
  }
}

async function readFiles(
  { caller }: Site,
  repository: RepositoryRecord,
  { id, paths }: { id: string; paths: readonly string[] },
): Promise<Map<string, Hashes>> {
  const files = new Map<string, Hashes>();
  for (const path of paths) {
    const address = repositoryPath(repository, `content/${id}/${inUrl(path)}`);
    const call = { path: address, as: repository.owner };
    // Whatever keeps it from being read, a file without an answer is not readable.
    const { status, bytes } = await caller.call(call).catch(whenUnanswered);
    if (status === 200) files.set(path, hashesOf(bytes));
  }
  return files;
}

function whenUnanswered(error: unknown): Pick<Answer, "status" | "bytes"> {
  if (error instanceof Unanswered) return { status: error.status, bytes: Buffer.alloc(0) };
  throw error;
}

/** Nobody's acknowledged commit is missing; who had no answer and is not there never was. */
function expectAcknowledged(
  { world }: Site,
  { repository, branch }: Line,
  history: readonly string[],
): void {
  const present = new Set(history);
  for (const attempt of repository.attempts) {
    if (attempt.branch !== branch) continue;
    const { receipt, title } = attempt;
    if (receipt === undefined) {
      if (attempt.outcome.kind !== "unknown") continue;
      attempt.outcome = { kind: "refused", code: "never happened" };
      continue;
    }
    const isThere = present.has(receipt.commit) || repository.trees.has(receipt.commit);
    if (!isThere) {
      const detail = `${branch} has lost ${receipt.commit} (${title})`;
      world.violate("acknowledged-readable", detail);
    }
  }
}

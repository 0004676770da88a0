import { wordOf } from "../model/content.ts";
import { foldersAbove, type Tree } from "../model/replay.ts";
import { nameOf, type RepositoryRecord } from "../model/world.ts";
import { type Git, purgedBlobs, updateGitCopy } from "./git-copy.ts";
import { listFiles } from "./history.ts";
import { lastChanges } from "./last-changes.ts";
import type { Site } from "./site.ts";

type RepositoryRow = { id: string; size_bytes: string; file_count: string };
type EntryRow = {
  path: string;
  is_folder: boolean;
  oid: string;
  size_bytes: string;
  sha256: string | null;
  last_commit: string;
};

/**
 * What the database keeps several times over says the same: git's own reading of the objects, the
 * path index of the default branch, sizes and counts, the card and the search row, the news of
 * every move.
 */
export async function checkAgreement(site: Site, repository: RepositoryRecord): Promise<void> {
  const row = await findRow(site, repository);
  const history = repository.histories.get("main") ?? [];
  const head = history.at(-1);
  if (row === undefined || head === undefined) {
    site.world.violate("acknowledged-is-there", `${nameOf(repository)} has no row or no commit`);
    return;
  }
  const tree = repository.trees.get(head) ?? new Map<string, never>();
  const git = await updateGitCopy(site, row.id);
  const state = { row, head, tree, git, name: nameOf(repository) };
  await checkGit(site, repository, state);
  await checkIndex(site, repository, state);
  await checkSearch(site, repository, state);
  await checkNews(site, repository, state);
}

type State = { row: RepositoryRow; head: string; tree: Tree; git: Git; name: string };

async function findRow({ database }: Site, repository: RepositoryRecord) {
  const { rows } = await database.query<RepositoryRow>(
    `select repositories.id, size_bytes, file_count from repositories
     join namespaces on namespaces.id = namespace_id
     where repositories.name_key = $1 and namespaces.name = $2`,
    [nameOf(repository).toLowerCase(), repository.owner.name],
  );
  return rows[0];
}

/** Every object is what its id says, but for purged bytes; the log is the history that the API tells. */
async function checkGit(
  site: Site,
  repository: RepositoryRecord,
  { row, git, name }: State,
): Promise<void> {
  const purged = await purgedBlobs(site, row.id);
  const faults = (await git.faults()).filter((line) => {
    const [, missing = ""] = /^(?:missing| +to) +blob (\w+)$/.exec(line) ?? [];
    return !purged.has(missing) && !line.startsWith("broken link from");
  });
  if (faults.length > 0) {
    site.world.violate("git-fsck", `${name}: ${faults.slice(0, 3).join("; ")}`);
    return;
  }
  const log = (await git.run("log", "--first-parent", "--reverse", "--format=%H", "main")).trim();
  if (log === (repository.histories.get("main") ?? []).join("\n")) return;
  site.world.violate("git-fsck", `${name}: git log tells another history than the API`);
}

/** The index has exactly git's files and folders, with the right sizes and last commits. */
async function checkIndex(
  site: Site,
  repository: RepositoryRecord,
  { row, head, tree, git, name }: State,
): Promise<void> {
  const { world, database } = site;
  const { rows } = await database.query<EntryRow>(
    `select path, is_folder, encode(oid, 'hex') as oid, size_bytes, encode(sha256, 'hex') as sha256,
       encode(last_commit, 'hex') as last_commit
     from path_entries where repository_id = $1`,
    [row.id],
  );
  const listed = (await git.run("ls-tree", "-r", "-t", "-z", "--full-tree", head)).split("\0");
  const oids = new Map(listed.filter(Boolean).map(parseTreeLine));
  const violate = (detail: string) => world.violate("index-agrees", `${name}: ${detail}`);
  if (rows.length !== oids.size) violate(`${rows.length} entries, ${oids.size} in git`);
  const sizes = sizesOf(tree);
  const changes = lastChanges(repository);
  for (const entry of rows) {
    const { path } = entry;
    const file = tree.get(path);
    if (oids.get(path) !== entry.oid) violate(`${path} is ${entry.oid}, ${oids.get(path)} in git`);
    if (Number(entry.size_bytes) !== sizes.get(path)) {
      violate(`${path} has ${entry.size_bytes} bytes, not ${sizes.get(path)}`);
    }
    if (entry.sha256 !== null && entry.sha256 !== file?.sha256) violate(`${path} has another hash`);
    if (changes.get(path) !== entry.last_commit) {
      violate(`${path} was last changed by ${changes.get(path)}, not ${entry.last_commit}`);
    }
  }
  const total = sizes.get("") ?? 0;
  if (Number(row.size_bytes) !== total || Number(row.file_count) !== tree.size) {
    const said = `${row.file_count} files of ${row.size_bytes} bytes`;
    world.violate("sizes-agree", `${name}: ${said}, not ${tree.size} of ${total}`);
  }
  const files = await listFiles(site, repository, "main");
  if (files.size !== tree.size) violate(`the API lists ${files.size} files, not ${tree.size}`);
}

/** `<mode> <type> <oid>\t<path>` */
function parseTreeLine(line: string): readonly [string, string] {
  const [facts = "", path = ""] = line.split("\t");
  return [path, facts.split(" ")[2] ?? ""];
}

/** Bytes of every file, and of all files below every folder; "" is the root. */
function sizesOf(tree: Tree): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [path, { sizeBytes }] of tree) {
    for (const above of ["", ...foldersAbove(path), path]) {
      sizes.set(above, (sizes.get(above) ?? 0) + sizeBytes);
    }
  }
  return sizes;
}

/** Card and search row are those of the README.md at the head. */
async function checkSearch(
  { world, database }: Site,
  repository: RepositoryRecord,
  { row, tree, name }: State,
): Promise<void> {
  const { rows } = await database.query<{ doc: string | null; card_text: string }>(
    `select doc::text as doc, card_text from assets left join asset_search on asset_id = assets.id
     where assets.id = $1`,
    [row.id],
  );
  const [found] = rows;
  const hash = tree.get("README.md")?.sha256;
  const word = repository.attempts
    .flatMap(({ operations }) => operations)
    .flatMap((change) => (change.op === "put" ? [change.content] : []))
    .find(({ kind, sha256 }) => kind === "card" && sha256 === hash);
  const texts = [name.toLowerCase(), ...(word === undefined ? [] : [wordOf(word)])];
  const missing = texts.filter((text) => found?.doc?.includes(`'${text}'`) !== true);
  if (missing.length > 0)
    world.violate("search-agrees", `${name} is not found by ${missing.join(", ")}`);
  if (word !== undefined && found?.card_text.includes(wordOf(word)) !== true) {
    world.violate("search-agrees", `${name} has the card of another commit`);
  }
}

/** Every commit of the default branch was announced, once. */
async function checkNews(
  { world, database }: Site,
  repository: RepositoryRecord,
  { row, name }: State,
): Promise<void> {
  const { rows } = await database.query<{ after: string; count: string }>(
    `select payload->>'after' as after, count(*) from outbox
     where name = 'repositories.ref-moved' and payload->>'repositoryId' = $1
       and payload->>'ref' = 'refs/heads/main' group by 1`,
    [row.id],
  );
  const counts = new Map(rows.map(({ after, count }) => [after, Number(count)]));
  for (const id of repository.histories.get("main") ?? []) {
    const count = counts.get(id) ?? 0;
    if (count !== 1) world.violate("news-once", `${name}: ${count} events for ${id}`);
  }
  if (counts.size > (repository.histories.get("main") ?? []).length) {
    world.violate("news-once", `${name}: events for commits that are not there`);
  }
}

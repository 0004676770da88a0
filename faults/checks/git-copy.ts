import { execFile, type ExecFileException } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import { decodeSegments } from "#server/platform/git/index.ts";
import type { Site } from "./site.ts";

const run = promisify(execFile);
/** How the database numbers what git has; a large tree is a list of segments. */
const TYPES = new Map([
  [1, "commit"],
  [2, "tree"],
  [3, "blob"],
  [4, "tag"],
  [9, "tree"],
]);
const SEGMENT = 8;
const SPLIT_TREE = 9;

type ObjectRow = {
  oid: Buffer;
  type: number;
  size_bytes: string;
  body: Buffer | null;
  pack_offset: string | null;
  object_key: string | null;
};

export type Git = {
  /** @returns what it prints. @throws {Error} when it fails. */
  run: (...args: string[]) => Promise<string>;
  /** What `git fsck` has to say: it hashes every object and follows every id. */
  faults: () => Promise<string[]>;
};

/**
 * Brings a copy of a repository up to date that git itself can read: every object of it under the
 * id that the database gives, every ref. Objects never change, so only new ones are written.
 */
export async function updateGitCopy(site: Site, repositoryId: string): Promise<Git> {
  const folder = join(site.gitFolder, repositoryId);
  await mkdir(join(folder, "refs"), { recursive: true });
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/main\n");
  for (const row of await findNewObjects(site, { repositoryId, folder })) {
    const body = row.type === SPLIT_TREE ? await joinSegments(site, repositoryId, row) : row.body;
    await writeLoose(folder, { ...row, body }, site.store);
  }
  await writeFile(join(folder, "packed-refs"), await packedRefs(site, repositoryId));
  const git = (args: readonly string[]) =>
    run("git", ["--git-dir", folder, ...args], { maxBuffer: 2 ** 28 });
  return {
    run: async (...args) => (await git(args)).stdout,
    faults: async () => {
      const flags = ["--full", "--strict", "--no-dangling", "--no-progress"];
      const said = await git(["fsck", ...flags]).catch((error: ExecFileException) => error);
      return `${said.stdout}${said.stderr}`.split("\n").filter(Boolean);
    },
  };
}

function loosePath(folder: string, oid: string): string {
  return join(folder, "objects", oid.slice(0, 2), oid.slice(2));
}

async function findNewObjects(
  { database }: Site,
  { repositoryId, folder }: { repositoryId: string; folder: string },
): Promise<ObjectRow[]> {
  const { rows } = await database.query<{ oid: Buffer }>(
    "select oid from git_objects where repository_id = $1 and type <> $2",
    [repositoryId, SEGMENT],
  );
  const oids = rows.map(({ oid }) => oid);
  const added = oids.filter((oid) => !existsSync(loosePath(folder, oid.toString("hex"))));
  const found = await database.query<ObjectRow>(
    `select oid, type, object.size_bytes, body, pack_offset, object_key
     from git_objects as object left join packs on packs.id = object.pack_id
     where object.repository_id = $1 and oid = any($2) and purged_at is null`,
    [repositoryId, added],
  );
  return found.rows;
}

/** Where a segment is gone, git says that the tree is damaged. */
async function joinSegments(
  { database }: Site,
  repositoryId: string,
  { oid, body }: ObjectRow,
): Promise<Buffer> {
  const { segments } = decodeSegments(oid.toString("hex"), body ?? Buffer.alloc(0));
  const { rows } = await database.query<{ oid: Buffer; body: Buffer }>(
    "select oid, body from git_objects where repository_id = $1 and type = $2 and oid = any($3)",
    [repositoryId, SEGMENT, segments.map((segment) => Buffer.from(segment.oid, "hex"))],
  );
  const bodies = new Map(rows.map((row) => [row.oid.toString("hex"), row.body]));
  return Buffer.concat(segments.map((segment) => bodies.get(segment.oid) ?? Buffer.alloc(0)));
}

async function writeLoose(folder: string, row: ObjectRow, store: Site["store"]): Promise<void> {
  const path = loosePath(folder, row.oid.toString("hex"));
  // Where its pack is gone, git says what is missing.
  const bytes = row.body ?? (await readPacked(row, store).catch(() => undefined));
  if (bytes === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  const header = Buffer.from(`${TYPES.get(row.type)} ${bytes.length}\0`);
  await writeFile(path, deflateSync(Buffer.concat([header, bytes]), { level: 1 }));
}

async function readPacked(row: ObjectRow, store: Site["store"]): Promise<Buffer> {
  const start = Number(row.pack_offset);
  const range = { start, end: start + Number(row.size_bytes) };
  return Buffer.concat(await Array.fromAsync(store.read(row.object_key ?? "", range)));
}

/** Source: the format of .git/packed-refs, gitrepository-layout(5). */
async function packedRefs({ database }: Site, repositoryId: string): Promise<string> {
  const { rows } = await database.query<{ name: string; target: string }>(
    "select name, encode(target, 'hex') as target from refs where repository_id = $1 order by name",
    [repositoryId],
  );
  return rows.map(({ name, target }) => `${target} ${name}\n`).join("");
}

/** The ids of small files whose bytes a purge has taken. */
export async function purgedBlobs({ database }: Site, repositoryId: string): Promise<Set<string>> {
  const { rows } = await database.query<{ oid: string }>(
    `select encode(oid, 'hex') as oid from git_objects
     where repository_id = $1 and purged_at is not null`,
    [repositoryId],
  );
  return new Set(rows.map(({ oid }) => oid));
}

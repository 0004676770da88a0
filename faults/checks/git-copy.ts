import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import type { Site } from "./site.ts";

const run = promisify(execFile);
const TYPES = ["", "commit", "tree", "blob", "tag"];

type ObjectRow = {
  oid: Buffer;
  type: number;
  size_bytes: string;
  body: Buffer | null;
  pack_offset: string | null;
  object_key: string | null;
};

export type Git = (...args: string[]) => Promise<string>;

/**
 * Brings a copy of a repository up to date that git itself can read: every object of it under the
 * id that the database gives, every ref. Objects never change, so only new ones are written.
 */
export async function updateGitCopy(
  { database, store, gitFolder }: Site,
  repositoryId: string,
): Promise<Git> {
  const folder = join(gitFolder, repositoryId);
  const git: Git = async (...args) => {
    const { stdout } = await run("git", ["-C", folder, ...args], { maxBuffer: 2 ** 28 });
    return stdout;
  };
  if (!existsSync(folder)) {
    await mkdir(folder, { recursive: true });
    await git("init", "--quiet", "--bare", "--initial-branch", "main");
  }
  const { rows } = await database.query<ObjectRow>(
    `select oid, type, object.size_bytes, body, pack_offset, object_key
     from git_objects as object left join packs on packs.id = object.pack_id
     where object.repository_id = $1`,
    [repositoryId],
  );
  for (const row of rows) await writeLoose(folder, row, store);
  await pointRefs(git, await refsOf(database, repositoryId));
  return git;
}

async function writeLoose(folder: string, row: ObjectRow, store: Site["store"]): Promise<void> {
  const id = row.oid.toString("hex");
  const path = join(folder, "objects", id.slice(0, 2), id.slice(2));
  if (existsSync(path)) return;
  const bytes = row.body ?? (await readPacked(row, store));
  await mkdir(join(path, ".."), { recursive: true });
  const header = Buffer.from(`${TYPES[row.type]} ${bytes.length}\0`);
  await writeFile(path, deflateSync(Buffer.concat([header, bytes]), { level: 1 }));
}

async function readPacked(row: ObjectRow, store: Site["store"]): Promise<Buffer> {
  const start = Number(row.pack_offset);
  const range = { start, end: start + Number(row.size_bytes) };
  return Buffer.concat(await Array.fromAsync(store.read(row.object_key ?? "", range)));
}

async function refsOf(database: Site["database"], repositoryId: string) {
  const { rows } = await database.query<{ name: string; target: Buffer }>(
    "select name, target from refs where repository_id = $1",
    [repositoryId],
  );
  return rows;
}

/** Those of the copy become those of the repository. */
async function pointRefs(git: Git, refs: { name: string; target: Buffer }[]): Promise<void> {
  const wanted = new Set(refs.map(({ name }) => name));
  const present = (await git("for-each-ref", "--format=%(refname)")).split("\n").filter(Boolean);
  for (const name of present) if (!wanted.has(name)) await git("update-ref", "-d", name);
  for (const { name, target } of refs) await git("update-ref", name, target.toString("hex"));
}

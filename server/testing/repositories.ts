import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateSync } from "node:zlib";
import { afterAll } from "vitest";
import type { AssetKind } from "#contract/fields.ts";
import type { SignedIn } from "../accounts/index.ts";
import { withTransaction } from "../platform/database/index.ts";
import { decodeSegments, type Tree } from "../platform/git/index.ts";
import {
  type Change,
  type ChangeSet,
  commitChanges,
  type CommitResult,
  createRepository,
  type Grant,
  type Repository,
  setGrants,
} from "../repositories/index.ts";
import { aName } from "./accounts.ts";
import type { TestContext } from "./context.ts";

/** A new repository without commits and without an asset in front of it. */
export function aRepository(
  ctx: TestContext,
  {
    owner,
    kind = "model",
    name = aName("repo"),
    grants = [],
  }: {
    /** A person, or the namespace of an organisation. */
    owner: SignedIn | { id: number };
    kind?: AssetKind;
    name?: string;
    /** What its visibility gives, beside the owner's right. */
    grants?: readonly Grant[];
  },
): Promise<Repository> {
  const namespaceId = "accountId" in owner ? owner.accountId : owner.id;
  return withTransaction(ctx.db, async (trx) => {
    const repository = await createRepository(trx, { namespaceId, kind, name });
    await setGrants(trx, repository.id, { source: "visibility", grants });
    return repository;
  });
}

/** Everyone may read. */
export const PUBLIC: readonly Grant[] = [{ namespaceId: null, level: 2 }];

/** A commit of the viewer: files by path, or any other changes. */
export function aCommit(
  ctx: TestContext,
  repository: Repository,
  {
    files = {},
    operations = [],
    ...changes
  }: Partial<ChangeSet> & { files?: Record<string, string | Uint8Array> } = {},
): Promise<CommitResult> {
  const puts = Object.entries(files).map(([path, content]): Change => {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    return { op: "put", path, source: { bytes } };
  });
  return commitChanges(ctx, repository, {
    branch: "main",
    title: "Change files",
    ...changes,
    operations: [...puts, ...operations],
  });
}

const run = promisify(execFile);
const TYPES = new Map([
  [1, "commit"],
  [2, "tree"],
  [3, "blob"],
  [4, "tag"],
  [9, "tree"],
]);
const SPLIT_TREE = 9;

/**
 * Writes every object and ref of a repository into a folder as real git keeps them.
 * @returns runs git in it and gives what it prints; it rejects when git fails.
 */
export async function asGitRepository(
  ctx: TestContext,
  repository: Repository,
): Promise<(...args: string[]) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), "gallery-git-"));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const git = async (...args: string[]) => {
    const { stdout, stderr } = await run("git", ["-C", folder, ...args], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  };
  await git("init", "--quiet", "--bare", "--initial-branch", repository.defaultBranch);
  const objects = await ctx.db
    .selectFrom("git_objects")
    .leftJoin("packs", "packs.id", "git_objects.pack_id")
    .select(["oid", "type", "git_objects.size_bytes", "body", "pack_offset", "object_key"])
    .where("git_objects.repository_id", "=", repository.id)
    .execute();
  const bodies = new Map(objects.map(({ oid, body }) => [oid.toString("hex"), body]));
  for (const object of objects) {
    const type = TYPES.get(object.type);
    if (type === undefined) continue;
    const { body, object_key: key, pack_offset: start, size_bytes: size } = object;
    const range = { start: start ?? 0, end: (start ?? 0) + size };
    const id = object.oid.toString("hex");
    const bytes =
      object.type === SPLIT_TREE && body !== null
        ? joinSegments(decodeSegments(id, body), bodies)
        : (body ?? Buffer.concat(await Array.fromAsync(ctx.store.read(key ?? "", range))));
    await mkdir(join(folder, "objects", id.slice(0, 2)), { recursive: true });
    const header = Buffer.from(`${type} ${bytes.length}\0`);
    const loose = deflateSync(Buffer.concat([header, bytes]), { level: 1 });
    await writeFile(join(folder, "objects", id.slice(0, 2), id.slice(2)), loose);
  }
  const refs = await ctx.db
    .selectFrom("refs")
    .select(["name", "target"])
    .where("repository_id", "=", repository.id)
    .execute();
  for (const { name, target } of refs) await git("update-ref", name, target.toString("hex"));
  return git;
}

function joinSegments({ segments }: Tree, bodies: ReadonlyMap<string, Buffer | null>): Buffer {
  return Buffer.concat(segments.map(({ oid }) => bodies.get(oid) ?? Buffer.alloc(0)));
}

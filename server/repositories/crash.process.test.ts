import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { openObjectStore } from "../platform/storage/index.ts";
import { s3EnvironmentOf } from "../platform/storage/testing/s3-environment.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { testContext } from "../testing/context.ts";
import { testDatabase } from "../testing/database.ts";
import { aCommit, aRepository, asGitRepository } from "../testing/repositories.ts";
import { collectOrphans } from "./contents/collect-orphans.ts";
import {
  completeUpload,
  findHead,
  getUpload,
  openUpload,
  readSmallFile,
  type Repository,
  writeUploadPart,
} from "./index.ts";

const database = await testDatabase();
const base = await testContext({ database });
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const tomorrow = ctx.later(25 * 3_600_000);
const script = fileURLToPath(new URL("testing/doomed-process.ts", import.meta.url));
const run = promisify(execFile);

// Whole server processes start here, one after the other.
vi.setConfig({ testTimeout: 60_000 });

/** Runs another server process on the same database and store until it ends or dies. */
async function doomed(
  { id }: Repository,
  { moment, argument = "", shell = 'exec "$0" "$@"' }: Record<string, string>,
): Promise<{ output: string; signal: string | null }> {
  const folder = ctx.config.dataFolder;
  const input = [script, database.url, folder, alice.name, String(id), moment ?? "", argument];
  try {
    const env = { ...process.env, ...s3EnvironmentOf(ctx.config.s3) };
    const command = ["-c", shell ?? "", process.execPath, ...input];
    const { stdout } = await run("sh", command, { env });
    return { output: stdout, signal: null };
  } catch (error) {
    const { stdout, stderr, signal } = error as Record<"stdout" | "stderr" | "signal", string>;
    if (!signal) throw new Error(stderr, { cause: error });
    return { output: stdout, signal };
  }
}

it("REP-3: an upload goes on after the server was restarted", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const bytes = randomBytes(60_000);
  const { id } = await openUpload(ctx, repository, { path: "w.bin", sizeBytes: 60_000 });
  for (const offset of [40_000, 10_000]) {
    const source = [bytes.subarray(offset, offset + 10_000)];
    await writeUploadPart(ctx, repository, { id, offset, source });
  }
  const store = await openObjectStore(ctx.config);
  const restarted = { ...ctx, store };
  const { missing } = await getUpload(restarted, repository, id);
  expect(missing).toEqual([
    { start: 0, end: 10_000 },
    { start: 20_000, end: 40_000 },
    { start: 50_000, end: 60_000 },
  ]);
  for (const { start, end } of missing) {
    const source = [bytes.subarray(start, end)];
    await writeUploadPart(restarted, repository, { id, offset: start, source });
  }
  const stored = await completeUpload(restarted, repository, id);
  expect(stored.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  await store.close();
});

it("REP-3: a kill between store and database costs an upload nothing", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const bytes = randomBytes(50_000);
  const { id } = await openUpload(ctx, repository, { path: "w.bin", sizeBytes: 50_000 });
  await writeUploadPart(ctx, repository, { id, offset: 0, source: [bytes] });
  expect((await doomed(repository, { moment: "stored-upload", argument: id })).signal).toBe(
    "SIGKILL",
  );
  expect((await getUpload(ctx, repository, id)).state).toBe("verifying");
  await collectOrphans(tomorrow);
  const stored = await completeUpload(ctx, repository, id);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(stored).toMatchObject({ state: "stored", sha256 });
  const { commit } = await aCommit(ctx, repository, {
    operations: [{ op: "put", path: "w.bin", source: { uploadId: id } }],
  });
  expect(await readSmallFile(ctx, repository, { commit, path: "w.bin" })).toEqual(bytes);
});

it("REP-3: a kill between store and commit leaves the repository whole and bytes to collect", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
  const objects = async () => (await Array.fromAsync(ctx.store.list())).length;
  const before = await objects();
  expect((await doomed(repository, { moment: "stored-commit" })).signal).toBe("SIGKILL");
  expect(await findHead(ctx, repository)).toBe(commit);
  expect(await objects()).toBe(before + 1);
  const git = await asGitRepository(ctx, repository);
  expect(await git("fsck", "--full", "--strict")).toBe("");
  await collectOrphans(ctx);
  expect(await objects(), "the grace time has not passed").toBe(before + 1);
  expect((await collectOrphans(tomorrow)).orphans).toBe(1);
  expect(await objects()).toBe(before);
});

it("REP-3: a full disk is told as such, and nothing is half-changed", async () => {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
  // Blocks of 512 bytes: no file grows beyond one mebibyte.
  const shell = 'ulimit -f 2048 && exec "$0" "$@"';
  const { output } = await doomed(repository, { moment: "full-disk", argument: "3000000", shell });
  // What came inside a commit goes to a bucket from memory: no disk of ours can be full.
  if (ctx.config.s3 !== null) return expect(output).toBe("committed");
  expect(output).toBe("storage-full");
  expect(await findHead(ctx, repository)).toBe(commit);
  const again = await doomed(repository, { moment: "full-disk", argument: "3000000" });
  expect(again.output).toBe("committed");
});

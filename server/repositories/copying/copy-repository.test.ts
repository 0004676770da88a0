import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository, asGitRepository, PUBLIC } from "../../testing/repositories.ts";
import { copyRepository, openFile, prepareCopy, type Repository } from "../index.ts";
import { listCommits } from "../commits/list-commits.ts";
import { listEntries } from "../reading/list-entries.ts";
import { findHead } from "../reading/resolve-revision.ts";
import { createBranch } from "../refs/create-branch.ts";
import { createTag } from "../refs/create-tag.ts";
import { deleteBranch } from "../refs/delete-ref.ts";
import { listRefs } from "../refs/list-refs.ts";
import { checkLedger } from "../storage/check-ledger.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const bob = await anOrdinaryUser(base);
const ctx = base.as(alice);
const asBob = base.as(bob);

afterEach(async () => {
  const { drifts, wrongOwners, misnotedContents } = await checkLedger(base, { repairs: false });
  if (drifts.length + wrongOwners + misnotedContents > 0) {
    throw new Error(`the ledger drifted: ${JSON.stringify({ drifts, wrongOwners })}`);
  }
});

async function copyOf(from: Repository, prepared?: Awaited<ReturnType<typeof prepareCopy>>) {
  const to = await aRepository(asBob, { owner: bob });
  const packs = prepared ?? (await prepareCopy(asBob, from));
  await withTransaction(asBob.db, (trx) =>
    copyRepository(asBob, trx, { from, to, prepared: packs }),
  );
  return to;
}

async function bytesAt(repository: Repository, path: string, commit: string): Promise<Buffer> {
  const file = await openFile(ctx, repository, { commit, path });
  return Buffer.concat(await Array.fromAsync(file.read()));
}

const storedContents = () =>
  base.db
    .selectFrom("contents")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();

describe("REP-2: a copy of a repository", () => {
  it("has its branches, tags and history, and shares its large files", async () => {
    const from = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    const large = randomBytes(60_000);
    const text = "one line\n".repeat(4_000);
    const first = await aCommit(ctx, from, { files: { "README.md": "# One", "a.bin": large } });
    const second = await aCommit(ctx, from, { files: { "sub/long.txt": text } });
    await createBranch(ctx, from, { name: "old", startingPoint: first.commit });
    await createTag(ctx, from, { name: "v1", revision: "old", message: "The first" });
    const before = await storedContents();

    const to = await copyOf(from);

    expect(await storedContents()).toEqual(before);
    const refs = await listRefs(ctx, to);
    expect(refs).toEqual(await listRefs(ctx, from));
    expect(refs.branches.map(({ name }) => name)).toEqual(["main", "old"]);
    expect(await findHead(ctx, to)).toBe(second.commit);
    const history = (repository: Repository) =>
      listCommits(ctx, repository, { commit: second.commit, limit: 10 });
    expect(await history(to)).toEqual(await history(from));
    expect(await bytesAt(to, "sub/long.txt", second.commit)).toEqual(Buffer.from(text));
    expect(await bytesAt(to, "a.bin", first.commit)).toEqual(large);
    const entries = (repository: Repository) =>
      listEntries(ctx, repository, { commit: second.commit, path: "", recursive: true, limit: 99 });
    expect(await entries(to)).toEqual(await entries(from));
    const git = await asGitRepository(base, to);
    expect(await git("fsck", "--full", "--strict")).not.toMatch(/error|missing|dangling/);
  });

  it("has a folder of thousands of files as it is, and goes on from there", async () => {
    const from = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    const names = Array.from({ length: 3_000 }, (_, at) => `many/file-${at}.txt`);
    await aCommit(ctx, from, { files: Object.fromEntries(names.map((name) => [name, name])) });
    const to = await copyOf(from);
    const { commit } = await aCommit(asBob, to, { files: { "many/more.txt": "more" } });
    expect((await bytesAt(to, "many/file-2999.txt", commit)).toString()).toBe("many/file-2999.txt");
    const git = await asGitRepository(base, to);
    expect(await git("fsck", "--full", "--strict")).not.toMatch(/error|missing/);
    expect((await git("ls-tree", "--name-only", "main:many")).trim().split("\n")).toHaveLength(
      3_001,
    );
  });

  it("leaves out what no branch and no tag reaches", async () => {
    const from = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    await aCommit(ctx, from, { files: { "a.txt": "public" } });
    await createBranch(ctx, from, { name: "secret" });
    const hidden = { "secret.txt": "a secret", "secret.bin": randomBytes(50_000) };
    await aCommit(ctx, from, { branch: "secret", files: hidden });
    await deleteBranch(ctx, from, "secret");
    const to = await copyOf(from);
    const count = async (table: "git_objects" | "repository_objects" | "commits") =>
      (
        await base.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll<number>().as("count"))
          .where("repository_id", "=", to.id)
          .executeTakeFirstOrThrow()
      ).count;
    // One commit, its tree, .gitattributes and a.txt.
    expect(await count("git_objects")).toBe(4);
    expect(await count("commits")).toBe(1);
    expect(await count("repository_objects")).toBe(0);
  });

  it("brings what was committed after its packs were written", async () => {
    const from = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    await aCommit(ctx, from, { files: { "a.txt": "a".repeat(20_000) } });
    const prepared = await prepareCopy(asBob, from);
    const { commit } = await aCommit(ctx, from, { files: { "b.txt": "b".repeat(20_000) } });
    const to = await copyOf(from, prepared);
    expect(await bytesAt(to, "a.txt", commit)).toEqual(Buffer.from("a".repeat(20_000)));
    expect(await bytesAt(to, "b.txt", commit)).toEqual(Buffer.from("b".repeat(20_000)));
  });

  it("REP-12: counts for its owner, and is refused above the quota", async () => {
    const from = await aRepository(ctx, { owner: alice, grants: PUBLIC });
    await aCommit(ctx, from, { files: { "a.bin": randomBytes(80_000) } });
    const small = { ...asBob, config: { ...asBob.config } };
    small.config.limits = { ...small.config.limits, ownerBytes: 50_000 };
    const to = await aRepository(asBob, { owner: bob });
    const prepared = await prepareCopy(small, from);
    const copying = withTransaction(small.db, (trx) =>
      copyRepository(small, trx, { from, to, prepared }),
    );
    await expectProblem(copying, "quota-exceeded");
    expect(await findHead(ctx, to)).toBeNull();
  });
});

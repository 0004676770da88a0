import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type DatabaseTransaction, withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import {
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  holdBranch,
  readSmallFile,
  releaseBranch,
  type Repository,
  resolveRevision,
  restoreRevision,
  squashBranch,
} from "../index.ts";
import { checkLedger } from "../storage/check-ledger.ts";
import { beginSweep } from "../store/sweeps.ts";
import { collectStorage } from "./collect-storage.ts";
import { rewritePacks } from "./rewrite-packs.ts";
import { sweepRepository } from "./sweep-repository.ts";

const hourMs = 3_600_000;
const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const tomorrow = ctx.later(25 * hourMs);

const objectCount = async ({ id }: Repository) => {
  const { count } = await base.db
    .selectFrom("git_objects")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("repository_id", "=", id)
    .executeTakeFirstOrThrow();
  return count;
};
const storedKeys = async () => (await Array.fromAsync(ctx.store.list())).map(({ key }) => key);

/** A branch with files of every kind on top of a first commit, and then deleted. */
async function aLostBranch() {
  const repository = await aRepository(ctx, { owner: alice });
  await aCommit(ctx, repository, { files: { "kept.txt": "kept", "kept.bin": randomBytes(500) } });
  const before = await objectCount(repository);
  await createBranch(ctx, repository, { name: "side" });
  const files = { "a.txt": "a", "p.txt": randomBytes(20_000).toString("hex") };
  const large = { "b.bin": randomBytes(600) };
  const { commit } = await aCommit(ctx, repository, {
    branch: "side",
    files: { ...files, ...large },
  });
  await deleteBranch(ctx, repository, "side");
  return { repository, commit, before };
}

describe("REP-12: a sweep", () => {
  it("frees what only a deleted branch reached, after the grace time", async () => {
    const { repository, commit, before } = await aLostBranch();
    expect(await collectStorage(ctx), "the grace time has not passed").toMatchObject({
      gitObjects: 0,
    });
    expect((await readSmallFile(ctx, repository, { commit, path: "a.txt" }))?.toString()).toBe("a");
    const keys = await storedKeys();
    expect(await collectStorage(tomorrow)).toMatchObject({ packs: 1, contents: 1, objects: 1 });
    expect(await objectCount(repository)).toBe(before);
    expect(await storedKeys()).toHaveLength(keys.length - 2);
    await expectProblem(resolveRevision(ctx, repository, commit), "revision-not-found");
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict", "--unreachable")).not.toContain("unreachable");
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("keeps what a tag reaches, and frees it when the tag goes too", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "kept.txt": "1" } });
    await createBranch(ctx, repository, { name: "side" });
    const bytes = randomBytes(300);
    const { commit } = await aCommit(ctx, repository, {
      branch: "side",
      files: { "v.bin": bytes },
    });
    await createTag(ctx, repository, { name: "v1", revision: "side", message: "First" });
    await deleteBranch(ctx, repository, "side");
    expect(await collectStorage(tomorrow)).toMatchObject({ gitObjects: 0, contents: 0 });
    expect(await readSmallFile(ctx, repository, { commit, path: "v.bin" })).toEqual(bytes);
    await deleteTag(ctx, repository, "v1");
    // Commit, tree, pointer and the tag's own object.
    expect(await collectStorage(tomorrow)).toMatchObject({ gitObjects: 4, contents: 1 });
  });

  it("keeps what readers of a held branch see after it was rewritten, until it is let go", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const bytes = randomBytes(300);
    const { commit: held } = await aCommit(ctx, repository, { files: { "v.bin": bytes } });
    const holding = (work: (trx: DatabaseTransaction) => Promise<void>) =>
      withTransaction(ctx.db, work);
    await holding((trx) => holdBranch(trx, repository.id, held));
    await aCommit(ctx, repository, { operations: [{ op: "delete", path: "v.bin" }] });
    await squashBranch(ctx, repository, { branch: "main", message: "Anew" });
    await collectStorage(tomorrow);
    expect(await readSmallFile(ctx, repository, { commit: held, path: "v.bin" })).toEqual(bytes);
    await holding((trx) => releaseBranch(trx, repository.id));
    expect(await collectStorage(tomorrow)).toMatchObject({ contents: 1 });
  });

  it("writes a pack anew without the blobs that are gone, and keeps its other files", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const text = () => randomBytes(20_000).toString("hex");
    await aCommit(ctx, repository, { files: { "x.txt": "x" } });
    const [kept, lost] = [text(), text()];
    await createBranch(ctx, repository, { name: "side" });
    await aCommit(ctx, repository, { branch: "side", files: { "k.txt": kept, "l.txt": lost } });
    const { commit } = await aCommit(ctx, repository, { files: { "k.txt": kept } });
    await deleteBranch(ctx, repository, "side");
    expect(await collectStorage(tomorrow)).toMatchObject({ packs: 1, objects: 1 });
    expect((await readSmallFile(ctx, repository, { commit, path: "k.txt" }))?.toString()).toBe(
      kept,
    );
    const { size_bytes: size } = await base.db
      .selectFrom("packs")
      .select("size_bytes")
      .where("repository_id", "=", repository.id)
      .executeTakeFirstOrThrow();
    expect(size).toBe(kept.length);
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("counts a pack once that two collectors remove", async () => {
    const { repository } = await aLostBranch();
    await base.db
      .updateTable("repository_storage")
      .set({ lost_first_at: new Date(0), lost_last_at: new Date(0) })
      .where("repository_id", "=", repository.id)
      .execute();
    await sweepRepository(ctx, repository.id);
    const rewritten = await Promise.all([1, 2, 3, 4].map(() => rewritePacks(ctx)));
    expect(rewritten.reduce((sum, { packs }) => sum + packs, 0)).toBe(1);
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("takes nothing that commits bring while it runs", async () => {
    const { repository, commit } = await aLostBranch();
    const lost = await readSmallFile(ctx, repository, { commit, path: "b.bin" });
    const text = await readSmallFile(ctx, repository, { commit, path: "p.txt" });
    if (!lost || !text) throw new Error("they were committed");
    // The same bytes again, at the same time: they are found stored, and are being swept.
    const files = { "a.txt": "a", "p.txt": text, "b.bin": lost };
    const [made] = await Promise.all([
      Promise.all(
        [0, 1, 2, 3].map((at) =>
          aCommit(ctx, repository, {
            files: Object.fromEntries(
              Object.entries(files).map(([path, bytes]) => [`${at}/${path}`, bytes]),
            ),
          }),
        ),
      ),
      sweepRepository(ctx, repository.id),
      sweepRepository(ctx, repository.id),
    ]);
    await collectStorage(tomorrow);
    for (const [at, { commit: head }] of made.entries()) {
      for (const [path, bytes] of Object.entries(files)) {
        const read = await readSmallFile(ctx, repository, { commit: head, path: `${at}/${path}` });
        expect(read, `${at}/${path}`).toEqual(Buffer.from(bytes));
      }
    }
    expect(
      await (
        await asGitRepository(ctx, repository)
      )("fsck", "--full", "--strict"),
    ).not.toContain("missing");
    expect(await checkLedger(base, { repairs: false })).toMatchObject({
      wrongOwners: 0,
      misnotedContents: 0,
    });
  });

  it("gives up when another one has begun, and the later one does it all", async () => {
    const { repository, before } = await aLostBranch();
    const [one, other] = await Promise.all([
      sweepRepository(ctx, repository.id),
      sweepRepository(ctx, repository.id),
    ]);
    expect(one.objects + other.objects).toBeGreaterThan(0);
    expect(await objectCount(repository)).toBe(before);
    const marks = await base.db.selectFrom("sweep_marks").select("oid").limit(1).execute();
    expect(marks).toEqual([]);
  });

  it("begins anew where one was killed", async () => {
    const { repository, before } = await aLostBranch();
    const dead = await beginSweep(base.db, repository.id);
    await base.db
      .insertInto("sweep_marks")
      .values({ sweep: dead, oid: Buffer.alloc(20) })
      .execute();
    await collectStorage(tomorrow);
    expect(await objectCount(repository)).toBe(before);
    const marks = await base.db.selectFrom("sweep_marks").select(["sweep", "oid"]).execute();
    expect(marks, dead).toEqual([]);
  });

  it("frees what a commit put and a later change of it undid", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { a: "1" } });
    await aCommit(ctx, repository, {
      files: { "gone.txt": "never seen", "gone.bin": randomBytes(99), b: "2" },
      operations: [
        { op: "delete", path: "gone.txt" },
        { op: "delete", path: "gone.bin" },
      ],
    });
    expect(await collectStorage(tomorrow)).toMatchObject({ gitObjects: 2, contents: 1 });
  });

  it("lets nobody build on a commit that it has removed", async () => {
    const { repository, commit } = await aLostBranch();
    await collectStorage(tomorrow);
    const branch = createBranch(ctx, repository, { name: "again", startingPoint: commit });
    await expectProblem(branch, "revision-not-found");
    const restored = restoreRevision(ctx, repository, { branch: "main", revision: commit });
    await expectProblem(restored, "revision-not-found");
  });
});

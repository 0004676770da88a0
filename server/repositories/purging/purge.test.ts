import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { PurgeTarget } from "#contract/repositories/purge.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { collectStorage } from "../collecting/collect-storage.ts";
import {
  createTag,
  listCommits,
  openFile,
  readSmallFile,
  type Repository,
  restoreRevision,
} from "../index.ts";
import { checkLedger } from "../storage/check-ledger.ts";
import { findUsage } from "../store/ledger.ts";
import { listPurges } from "./list-purges.ts";
import { planPurge } from "./plan-purge.ts";
import { purgeContents } from "./purge-contents.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const bob = await anOrdinaryUser(base);
const ctx = base.as(alice);

const HISTORY: PurgeTarget = { kind: "history" };
const nameOf = ({ ownerName, name }: Repository) => `${ownerName}/${name}`;
const objectCount = async () => (await Array.fromAsync(ctx.store.list())).length;

/** As an owner does it: the plan is read, then confirmed. */
async function purge(at: TestContext, repository: Repository, target: PurgeTarget) {
  const { plan } = await planPurge(at, repository, target);
  return purgeContents(at, repository, { target, plan, confirmation: nameOf(repository) });
}

const DELETE = (path: string) => ({ operations: [{ op: "delete" as const, path }] });

describe("REP-7: purging content for good", () => {
  it("says first what becomes unreadable, then frees the bytes; no id changes", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const large = randomBytes(5_000);
    const files = { "secret/w.bin": large, "secret/key.txt": "hunter2", "a.txt": "a" };
    const first = await aCommit(ctx, repository, { files });
    const second = await aCommit(ctx, repository, { files: { "a.txt": "b" } });
    const folder = { op: "delete-folder" as const, path: "secret" };
    const third = await aCommit(ctx, repository, { operations: [folder] });
    const objects = await objectCount();
    const { usedBytes } = await findUsage(ctx.db, alice.accountId);
    const target: PurgeTarget = { kind: "paths", paths: ["secret"] };
    const plan = await planPurge(ctx, repository, target);
    expect(plan).toMatchObject({
      blockers: [],
      revisions: 2,
      largeFiles: 1,
      smallFiles: 1,
      freedBytes: 5_007,
      sharedBytes: 0,
      keptFiles: 0,
      largest: [{ path: "secret/w.bin", sizeBytes: 5_000 }],
    });
    expect(
      await readSmallFile(ctx, repository, { commit: first.commit, path: "secret/w.bin" }),
      "planned only",
    ).toEqual(large);
    const done = await purge(ctx, repository, target);
    expect(done).toMatchObject({ kind: "paths", paths: ["secret"], files: 2, sizeBytes: 5_007 });
    for (const commit of [first.commit, second.commit]) {
      for (const path of ["secret/w.bin", "secret/key.txt"]) {
        await expectProblem(openFile(ctx, repository, { commit, path }), "content-purged");
      }
    }
    expect(
      (await readSmallFile(ctx, repository, { commit: first.commit, path: "a.txt" }))?.toString(),
    ).toBe("a");
    expect(await collectStorage(ctx), "at once, without the grace time").toMatchObject({
      contents: 1,
    });
    expect(await objectCount()).toBe(objects - 1);
    expect((await findUsage(ctx.db, alice.accountId)).usedBytes).toBe(usedBytes - 5_007);
    const { items } = await listCommits(ctx, repository, { commit: third.commit, limit: 10 });
    expect(items.map(({ id }) => id)).toEqual([third.commit, second.commit, first.commit]);
    expect((await listPurges(ctx, repository, { limit: 10 })).items).toMatchObject([
      { id: done.id, by: { name: alice.name } },
    ]);
    const audit = await ctx.db
      .selectFrom("audit_events")
      .select("subject")
      .where("action", "=", "repositories.purged")
      .execute();
    expect(audit).toEqual([{ subject: nameOf(repository) }]);
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("is refused while a branch or a published version shows the path", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "w.bin": randomBytes(900) } });
    await createTag(ctx, repository, { name: "1.0.0", isProtected: true });
    const target: PurgeTarget = { kind: "paths", paths: ["w.bin"] };
    const { plan, blockers } = await planPurge(ctx, repository, target);
    expect(blockers.map(({ name, kind }) => [name, kind])).toEqual([
      ["main", "branch"],
      ["1.0.0", "version"],
    ]);
    const order = { target, plan, confirmation: nameOf(repository) };
    const refused = await expectProblem(purgeContents(ctx, repository, order), "purge-blocked");
    expect(refused.extra).toMatchObject({ blockers: [{ name: "main" }, { name: "1.0.0" }] });
    await aCommit(ctx, repository, DELETE("w.bin"));
    const still = await expectProblem(purgeContents(ctx, repository, order), "purge-blocked");
    expect(still.detail).toContain("1.0.0");
  });

  it("of the old history keeps what branches, tags and versions show", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const [old, versioned, current] = [randomBytes(100), randomBytes(200), randomBytes(400)];
    const one = await aCommit(ctx, repository, { files: { "w.bin": old } });
    const two = await aCommit(ctx, repository, { files: { "w.bin": versioned } });
    await createTag(ctx, repository, { name: "1.0.0", isProtected: true });
    const three = await aCommit(ctx, repository, { files: { "w.bin": current } });
    const plan = await planPurge(ctx, repository, HISTORY);
    expect(plan).toMatchObject({
      revisions: 1,
      largeFiles: 1,
      freedBytes: 100,
      keepers: ["1.0.0"],
    });
    await purge(ctx, repository, HISTORY);
    const at = (commit: string) => readSmallFile(ctx, repository, { commit, path: "w.bin" });
    await expectProblem(at(one.commit), "content-purged");
    expect(await at(two.commit)).toEqual(versioned);
    expect(await at(three.commit)).toEqual(current);
    const again = await planPurge(ctx, repository, HISTORY);
    expect(again).toMatchObject({ largeFiles: 0, smallFiles: 0, freedBytes: 0 });
  });

  it("keeps a file that is shown at another path, and one that other repositories have", async () => {
    const first = await aRepository(ctx, { owner: alice });
    const second = await aRepository(ctx, { owner: alice });
    const foreign = await aRepository(base.as(bob), { owner: bob });
    const [moved, shared, theirs] = [randomBytes(100), randomBytes(200), randomBytes(400)];
    const files = { "old/m.bin": moved, "old/s.bin": shared, "old/t.bin": theirs };
    const { commit } = await aCommit(ctx, first, { files });
    await aCommit(ctx, second, { files: { "s.bin": shared } });
    const hers = await aCommit(base.as(bob), foreign, { files: { "t.bin": theirs } });
    await aCommit(ctx, first, {
      operations: [
        { op: "rename", from: "old/m.bin", to: "m.bin" },
        { op: "delete-folder", path: "old" },
      ],
    });
    const target: PurgeTarget = { kind: "paths", paths: ["old"] };
    expect(await planPurge(ctx, first, target)).toMatchObject({
      keptFiles: 1,
      largeFiles: 2,
      freedBytes: 400,
      sharedBytes: 200,
      sharedWith: [{ kind: "model", name: second.name }],
    });
    await purge(ctx, first, target);
    await collectStorage(ctx);
    const read = (path: string) => readSmallFile(ctx, first, { commit, path });
    expect(await read("old/m.bin")).toEqual(moved);
    await expectProblem(read("old/s.bin"), "content-purged");
    await expectProblem(read("old/t.bin"), "content-purged");
    const kept = await readSmallFile(base, foreign, { commit: hers.commit, path: "t.bin" });
    expect(kept, "what others store is theirs").toEqual(theirs);
    expect(await checkLedger(base, { repairs: false })).toMatchObject({ wrongOwners: 0 });
  });

  it("ends a small file that shares a pack with others", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const text = () => randomBytes(15_000).toString("hex");
    const [secret, other] = [text(), text()];
    const { commit } = await aCommit(ctx, repository, {
      files: { "s.txt": secret, "o.txt": other },
    });
    await aCommit(ctx, repository, DELETE("s.txt"));
    await purge(ctx, repository, { kind: "paths", paths: ["s.txt"] });
    const later = ctx.later(2 * 3_600_000);
    expect(await collectStorage(later)).toMatchObject({ packs: 1, objects: 1 });
    for await (const { key } of ctx.store.list()) {
      const bytes = Buffer.concat(await Array.fromAsync(ctx.store.read(key)));
      expect(bytes.includes(secret.slice(0, 100))).toBe(false);
    }
    const kept = await readSmallFile(ctx, repository, { commit, path: "o.txt" });
    expect(kept?.toString()).toBe(other);
  });

  it("is refused when the plan is no longer true, or the name was not typed", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "w.bin": randomBytes(100) } });
    await aCommit(ctx, repository, { files: { "w.bin": randomBytes(100) } });
    const { plan } = await planPurge(ctx, repository, HISTORY);
    await aCommit(ctx, repository, { files: { "w.bin": randomBytes(100) } });
    const order = { target: HISTORY, plan, confirmation: nameOf(repository) };
    await expectProblem(purgeContents(ctx, repository, order), "purge-plan-stale");
    const untyped = { ...order, confirmation: repository.name };
    await expectProblem(purgeContents(ctx, repository, untyped), "confirmation-wrong");
  });

  it("stays purged when an older state is restored, until the bytes are sent again", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const bytes = randomBytes(700);
    const { commit } = await aCommit(ctx, repository, {
      files: { "w.bin": bytes, "t.txt": "text", "k.txt": "kept" },
    });
    const head = await aCommit(ctx, repository, {
      files: { "k.txt": "newer" },
      operations: [
        { op: "delete", path: "w.bin" },
        { op: "delete", path: "t.txt" },
      ],
    });
    await purge(ctx, repository, { kind: "paths", paths: ["w.bin", "t.txt"] });
    const restore = { branch: "main", revision: commit };
    const refused = await expectProblem(
      restoreRevision(ctx, repository, restore),
      "content-purged",
    );
    expect(refused.extra).toEqual({ paths: ["t.txt", "w.bin"] });
    const one = await restoreRevision(ctx, repository, { ...restore, path: "k.txt" });
    expect(one.commit).not.toBe(head.commit);
    await aCommit(ctx, repository, { files: { "w.bin": bytes, "t.txt": "text" } });
    expect(await readSmallFile(ctx, repository, { commit, path: "w.bin" })).toEqual(bytes);
    expect((await readSmallFile(ctx, repository, { commit, path: "t.txt" }))?.toString()).toBe(
      "text",
    );
    await asGitRepository(ctx, repository).then((git) => git("fsck", "--full", "--strict"));
  });
});

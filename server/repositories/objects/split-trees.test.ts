import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { decodeSegments, diffTrees, hashObject, serialiseTree } from "../../platform/git/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { collectStorage } from "../collecting/collect-storage.ts";
import { listPathCommits } from "../commits/list-path-commits.ts";
import {
  copyRepository,
  createBranch,
  deleteBranch,
  listEntries,
  listEntriesRecursive,
  prepareCopy,
  readSmallFile,
  type Repository,
  restoreRevision,
} from "../index.ts";
import { planPurge } from "../purging/plan-purge.ts";
import { purgeContents } from "../purging/purge-contents.ts";
import { checkLedger } from "../storage/check-ledger.ts";
import { findObjects, insertObjects } from "../store/objects.ts";
import { getCommitRow } from "../store/commits.ts";
import { readObjectsOf } from "./object-reader.ts";
import { readTreesWithIds } from "./read-tree-bodies.ts";

const SEGMENT = 8;
const SPLIT_TREE = 9;
const COUNT = 1500;

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);
const tomorrow = ctx.later(25 * 3_600_000);

const nameAt = (at: number) => `data/file-${String(at).padStart(5, "0")}.txt`;
/** Few texts for many names: what is large here is the folder. */
const textOf = (name: string) => `text ${name.at(-5)}`;

async function aLargeFolder() {
  const repository = await aRepository(ctx, { owner: alice });
  const names = Array.from({ length: COUNT }, (_, at) => nameAt(at));
  const files = {
    ...Object.fromEntries(names.map((name) => [name, textOf(name)])),
    "data/z/in.txt": "1",
  };
  const { commit } = await aCommit(ctx, repository, { files });
  return { repository, commit };
}

async function rowsOf({ id }: Repository, type: number) {
  const rows = await base.db
    .selectFrom("git_objects")
    .select(["oid", "size_bytes", "body"])
    .where("repository_id", "=", id)
    .where("type", "=", type)
    .execute();
  return rows.map(({ oid, ...row }) => ({ ...row, oid: oid.toString("hex") }));
}

/** The same gallery with nothing in its memory, as in another process. */
const elsewhere = (at: TestContext): TestContext => ({ ...at, store: Object.create(at.store) });

async function pagesOf(at: TestContext, repository: Repository, commit: string) {
  const paths: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { commit, path: "data", recursive: false, limit: 400, cursor };
    const page = await listEntries(at, repository, query);
    paths.push(...page.items.map(({ path }) => path));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return paths;
}

async function expectSound(repository: Repository) {
  const git = await asGitRepository(ctx, repository);
  expect(await git("fsck", "--full", "--strict", "--no-dangling")).not.toMatch(/error|missing/);
  expect(await checkLedger(base, { repairs: false })).toMatchObject({ drifts: [], wrongOwners: 0 });
  return git;
}

describe("a large folder", () => {
  it("REP-2: takes one file more for a segment and a list, and stays git's own", async () => {
    const { repository } = await aLargeFolder();
    const before = await rowsOf(repository, SEGMENT);
    expect(before.length).toBeGreaterThan(3);
    const { commit } = await aCommit(ctx, repository, { files: { [nameAt(700)]: "changed" } });
    const after = await rowsOf(repository, SEGMENT);
    expect(after.length).toBeLessThanOrEqual(before.length + 2);
    const lists = await rowsOf(repository, SPLIT_TREE);
    expect(lists).toHaveLength(2);
    expect(lists.every(({ size_bytes }) => size_bytes < 3000)).toBe(true);
    const git = await expectSound(repository);
    const listed = await git("ls-tree", "-r", "--name-only", commit);
    expect(listed.trim().split("\n")).toHaveLength(COUNT + 2);
  });

  it("REP-5: is listed in every revision as the index lists the head", async () => {
    const { repository } = await aLargeFolder();
    const names = ["data/a/x", "data/a-b/x", "data/a.c/x", "data/a0/x", "data/file-00300/x"];
    const files = Object.fromEntries(names.map((name) => [name, name]));
    const head = await aCommit(ctx, repository, { files });
    const indexed = await pagesOf(ctx, repository, head.commit);
    await aCommit(ctx, repository, { files: { other: "moves the head" } });
    expect(await pagesOf(ctx, repository, head.commit)).toEqual(indexed);
    const all = await Array.fromAsync(listEntriesRecursive(ctx, repository, head));
    expect(all).toHaveLength(COUNT + 2 + names.length);
  });

  it("is read by another process as by the one that wrote it", async () => {
    const { repository, commit } = await aLargeFolder();
    const other = elsewhere(ctx);
    const changes = Object.fromEntries(
      Array.from({ length: 5 }, () => [nameAt(randomInt(COUNT)), String(randomInt(1e9))]),
    );
    const second = await aCommit(other, repository, { files: changes });
    for (const at of [ctx, elsewhere(ctx)]) {
      for (const [path, text] of Object.entries(changes)) {
        const read = (revision: string) =>
          readSmallFile(at, repository, { commit: revision, path });
        expect((await read(second.commit))?.toString()).toBe(text);
        expect((await read(commit))?.toString()).toBe(textOf(path));
      }
      const trees = {
        before: (await getCommitRow(at.db, repository.id, commit)).treeOid,
        after: (await getCommitRow(at.db, repository.id, second.commit)).treeOid,
      };
      const reader = readObjectsOf(at, repository.id);
      const differences = await Array.fromAsync(diffTrees(reader, trees));
      expect(differences.map(({ path }) => path)).toEqual(Object.keys(changes).toSorted());
    }
    await expectSound(repository);
  });

  it("REP-2: has a history for each of its files", async () => {
    const { repository, commit } = await aLargeFolder();
    const second = await aCommit(ctx, repository, { files: { [nameAt(3)]: "2" } });
    const { commit: head } = await aCommit(ctx, repository, { files: { [nameAt(900)]: "3" } });
    const history = async (path: string) =>
      (await listPathCommits(ctx, repository, { commit: head, path, limit: 9 })).items.map(
        ({ id }) => id,
      );
    expect(await history(nameAt(3))).toEqual([second.commit, commit]);
    expect(await history(nameAt(900))).toEqual([head, commit]);
    expect(await history(nameAt(4))).toEqual([commit]);
  });

  it("REP-7: is restored, whole and file by file", async () => {
    const { repository, commit } = await aLargeFolder();
    const changed = await aCommit(ctx, repository, {
      files: { [nameAt(1)]: "x" },
      operations: [{ op: "delete", path: nameAt(2) }],
    });
    const path = nameAt(2);
    const one = await restoreRevision(ctx, repository, { branch: "main", revision: commit, path });
    const restored = await readSmallFile(ctx, repository, { commit: one.commit, path });
    expect(restored?.toString()).toBe(textOf(path));
    const all = await restoreRevision(ctx, repository, { branch: "main", revision: commit });
    const treeOf = async (oid: string) => (await getCommitRow(ctx.db, repository.id, oid)).treeOid;
    expect(await treeOf(all.commit)).toBe(await treeOf(commit));
    expect(await treeOf(one.commit)).not.toBe(await treeOf(changed.commit));
    await expectSound(repository);
  });

  it("REP-2: is copied with its repository, and read as one tree by who sends it on", async () => {
    const { repository, commit } = await aLargeFolder();
    const copy = await aRepository(ctx, { owner: alice });
    const prepared = await prepareCopy(ctx, repository);
    await withTransaction(ctx.db, (trx) =>
      copyRepository(ctx, trx, { from: repository, to: copy, prepared }),
    );
    expect(await pagesOf(elsewhere(ctx), copy, commit)).toHaveLength(COUNT + 1);
    const oids = (await rowsOf(copy, SPLIT_TREE)).map(({ oid }) => oid);
    expect(oids).toHaveLength(1);
    for await (const { oid, body } of readTreesWithIds(ctx.db, copy.id, oids)) {
      expect(hashObject("tree", body)).toBe(oid);
    }
    await expectSound(copy);
  });

  it("hides its segments: nothing finds one as an object of git", async () => {
    const { repository } = await aLargeFolder();
    const oids = (await rowsOf(repository, SEGMENT)).map(({ oid }) => oid);
    expect(await findObjects(ctx.db, repository.id, { oids })).toEqual([]);
    const reader = readObjectsOf(ctx, repository.id);
    expect(await reader.describeBlobs(oids)).toEqual(new Map());
    await expect(reader.readTrees(oids.slice(0, 1))).rejects.toThrow("is lost");
  });
});

describe("REP-12: a sweep", () => {
  it("keeps the segments of what is reachable and frees the others", async () => {
    const { repository, commit } = await aLargeFolder();
    const before = await rowsOf(repository, SEGMENT);
    await createBranch(ctx, repository, { name: "side" });
    const files = { [nameAt(5)]: "side", [nameAt(1200)]: "side" };
    await aCommit(ctx, repository, { branch: "side", files });
    const during = await rowsOf(repository, SEGMENT);
    expect(during.length).toBeGreaterThan(before.length);
    await collectStorage(tomorrow);
    expect(await rowsOf(repository, SEGMENT)).toHaveLength(during.length);
    await deleteBranch(ctx, repository, "side");
    await collectStorage(tomorrow);
    const left = await rowsOf(repository, SEGMENT);
    expect(new Set(left.map(({ oid }) => oid))).toEqual(new Set(before.map(({ oid }) => oid)));
    expect(await rowsOf(repository, SPLIT_TREE)).toHaveLength(1);
    expect(await pagesOf(elsewhere(ctx), repository, commit)).toHaveLength(COUNT + 1);
    await expectSound(repository);
  });

  it("takes nothing from who commits to a large folder meanwhile", async () => {
    const { repository } = await aLargeFolder();
    let head = "";
    for (let round = 0; round < 4; round++) {
      await createBranch(ctx, repository, { name: "side" });
      const files = { [nameAt(randomInt(COUNT))]: `side ${round % 2}` };
      await aCommit(ctx, repository, { branch: "side", files });
      await deleteBranch(ctx, repository, "side");
      const again = Object.entries(files).map(([path, text]) => [path, text]);
      const [made] = await Promise.all([
        aCommit(ctx, repository, { files: Object.fromEntries(again) }),
        collectStorage(tomorrow),
      ]);
      head = made.commit;
    }
    expect(await pagesOf(elsewhere(ctx), repository, head)).toHaveLength(COUNT + 1);
    await expectSound(repository);
  });
});

it("REP-7: a purge ends files of a large folder, in every version of it", async () => {
  const { repository, commit } = await aLargeFolder();
  const path = nameAt(77);
  const { commit: secret } = await aCommit(ctx, repository, { files: { [path]: "a secret" } });
  await aCommit(ctx, repository, { operations: [{ op: "delete", path }] });
  const target = { kind: "paths" as const, paths: [path] };
  const { plan, smallFiles } = await planPurge(ctx, repository, target);
  expect(smallFiles, "the first text is that of other files").toBe(1);
  const confirmation = `${repository.ownerName}/${repository.name}`;
  await purgeContents(ctx, repository, { target, plan, confirmation });
  const read = (name: string) => readSmallFile(ctx, repository, { commit: secret, path: name });
  await expect(read(path)).rejects.toMatchObject({ code: "content-purged" });
  expect((await read(nameAt(78)))?.toString()).toBe(textOf(nameAt(78)));
  expect(await pagesOf(elsewhere(ctx), repository, commit)).toHaveLength(COUNT + 1);
  expect(await checkLedger(base, { repairs: false })).toMatchObject({ drifts: [], wrongOwners: 0 });
});

describe("a large tree that is stored whole, as a push brings it", () => {
  it("is read, and split by the first commit that makes it", async () => {
    const { repository, commit } = await aLargeFolder();
    const changed = await aCommit(ctx, repository, { files: { [nameAt(9)]: "other" } });
    const lists = await rowsOf(repository, SPLIT_TREE);
    const [old] = lists.filter(({ oid }) => oid !== lists.at(-1)?.oid);
    const oid = old?.oid ?? "";
    const body = await wholeBody(repository, oid);
    expect(body.length).toBe(decodeSegments(oid, old?.body ?? Buffer.alloc(0)).sizeBytes);
    await withTransaction(ctx.db, async (trx) => {
      await trx.deleteFrom("git_objects").where("oid", "=", Buffer.from(oid, "hex")).execute();
      await insertObjects(trx, repository.id, [{ oid, type: "tree", body }]);
    });
    await checkLedger(base, { repairs: true });
    const other = elsewhere(ctx);
    for (const revision of [commit, changed.commit]) {
      expect(await pagesOf(other, repository, revision)).toHaveLength(COUNT + 1);
    }
    expect(await wholeBody(repository, oid)).toEqual(body);
    for (const text of ["third", textOf(nameAt(9)), "other"]) {
      await aCommit(other, repository, { files: { [nameAt(9)]: text } });
    }
    const splits = (await rowsOf(repository, SPLIT_TREE)).map((row) => row.oid);
    expect(splits).toContain(oid);
    await expectSound(repository);
  });

  async function wholeBody({ id }: Repository, oid: string): Promise<Buffer> {
    const [tree] = await Array.fromAsync(readTreesWithIds(ctx.db, id, [oid]));
    return tree?.body ?? serialiseTree([]);
  }
});

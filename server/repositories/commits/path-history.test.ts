import { describe, expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { createBranch, type Repository } from "../index.ts";
import { lockBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import { getCommitRow, insertCommit } from "../store/commits.ts";
import { composeCommit } from "./compose-commit.ts";
import { listPathCommits } from "./list-path-commits.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

/** All pages, each of so many. */
async function historyOf(
  repository: Repository,
  at: { commit: string; path: string },
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPathCommits(ctx, repository, { ...at, cursor, limit });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

describe("REP-2: the history of a path", () => {
  it("has the commits that changed a file or something in a folder, as git tells them", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    let head = "";
    for (let at = 0; at < 12; at++) {
      const path = at % 3 === 0 ? "data/a.txt" : at % 3 === 1 ? "data/deep/b.txt" : "c.txt";
      head = (await aCommit(ctx, repository, { title: `${at}`, files: { [path]: `${at}` } }))
        .commit;
    }
    const gone = { op: "delete" as const, path: "data/a.txt" };
    head = (await aCommit(ctx, repository, { operations: [gone] })).commit;
    head = (await aCommit(ctx, repository, { files: { "data/a.txt": "again" } })).commit;
    const git = await asGitRepository(ctx, repository);
    for (const path of ["data/a.txt", "data", "data/deep", "c.txt", ".gitattributes", "nothing"]) {
      const log = await git("log", "--format=%H", head, "--", path);
      const expected = log.trim() === "" ? [] : log.trim().split("\n");
      for (const limit of [1, 2, 100]) {
        expect(await historyOf(repository, { commit: head, path }, limit), path).toEqual(expected);
      }
    }
  });

  it("follows a file and a folder that were renamed", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const one = await aCommit(ctx, repository, { files: { "old/a.txt": "1", "b.txt": "b" } });
    const two = await aCommit(ctx, repository, { files: { "old/a.txt": "2" } });
    const folder = { op: "rename" as const, from: "old", to: "new" };
    const three = await aCommit(ctx, repository, { operations: [folder] });
    const file = { op: "rename" as const, from: "new/a.txt", to: "moved.txt" };
    const four = await aCommit(ctx, repository, { operations: [file] });
    const five = await aCommit(ctx, repository, { files: { "moved.txt": "3" } });
    const expected = [five, four, three, two, one].map(({ commit }) => commit);
    for (const limit of [1, 3, 100]) {
      const at = { commit: five.commit, path: "moved.txt" };
      expect(await historyOf(repository, at, limit)).toEqual(expected);
    }
  });

  it("stops after a bounded number of commits, and says where it goes on", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, { files: { "rare.txt": "1" } });
    // As rows only: that is what history is read from.
    const head = await withTransaction(ctx.db, async (trx) => {
      const before = await getCommitRow(trx, repository.id, first.commit);
      let parent = { oid: before.oid, generation: before.generation };
      for (let at = 0; at < 1_100; at++) {
        const draft = { title: `${at}`, tree: before.treeOid, parents: [parent] };
        const { row } = composeCommit(ctx, draft);
        await insertCommit(trx, repository.id, row);
        parent = { oid: row.oid, generation: row.generation };
      }
      return parent.oid;
    });
    const at = { commit: head, path: "rare.txt" };
    const page = await listPathCommits(ctx, repository, { ...at, limit: 10 });
    expect(page.items).toEqual([]);
    expect(page.nextCursor).not.toBeNull();
    expect(await historyOf(repository, at, 10)).toEqual([first.commit]);
  });

  it("leaves out a merge that took one side as it was", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const one = await aCommit(ctx, repository, { files: { "a.txt": "1", "b.txt": "1" } });
    await createBranch(ctx, repository, { name: "side" });
    const side = await aCommit(ctx, repository, { branch: "side", files: { "a.txt": "2" } });
    await aCommit(ctx, repository, { title: "main", files: { "c.txt": "1" } });
    const merged = await withTransaction(ctx.db, async (trx) => {
      const row = await getCommitRow(trx, repository.id, side.commit);
      const branch = await lockBranch(trx, repository, { ref: "refs/heads/main" });
      const other = { oid: row.oid, generation: row.generation };
      const parents = [...(branch.head ? [branch.head] : []), other];
      const commit = composeCommit(ctx, { title: "merge", tree: row.treeOid, parents });
      await moveBranch(ctx, trx, { branch, commit });
      return commit.row.oid;
    });
    const at = { commit: merged, path: "a.txt" };
    expect(await historyOf(repository, at, 10)).toEqual([side.commit, one.commit]);
  });
});

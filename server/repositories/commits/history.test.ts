import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import {
  countCommits,
  createBranch,
  getCommit,
  listCommits,
  readSmallFile,
  type Repository,
  restoreRevision,
} from "../index.ts";
import { lockBranch } from "../refs/lock-branch.ts";
import { moveBranch } from "../refs/move-branch.ts";
import { getCommitRow } from "../store/commits.ts";
import { composeCommit } from "./compose-commit.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

async function history(repository: Repository, commit: string, limit: number) {
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCommits(ctx, repository, { commit, cursor, limit });
    titles.push(...page.items.map(({ title }) => title));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return titles;
}

/** A commit with two parents, as only git pushes make them. */
async function merge(repository: Repository, other: string, title: string): Promise<string> {
  const { treeOid: tree, generation } = await getCommitRow(ctx.db, repository.id, other);
  return withTransaction(ctx.db, async (trx) => {
    const branch = await lockBranch(trx, repository, { ref: "refs/heads/main" });
    const parents = [...(branch.head ? [branch.head] : []), { oid: other, generation }];
    const commit = composeCommit(ctx, { title, tree, parents });
    await moveBranch(ctx, trx, { branch, commit });
    return commit.row.oid;
  });
}

describe("history", () => {
  it("REP-2: is listed newest first, page by page, and counted", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    let head = "";
    const titles = Array.from({ length: 7 }, (_, at) => `Commit ${at}`);
    for (const title of titles) {
      head = (await aCommit(ctx, repository, { title, files: { a: title } })).commit;
    }
    for (const limit of [1, 2, 3, 7, 50]) {
      expect(await history(repository, head, limit)).toEqual(titles.toReversed());
    }
    expect(await countCommits(ctx, repository, head)).toBe(7);
  });

  it("REP-2: shows every commit of merged branches once, before its parents", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { title: "root", files: { a: "0" } });
    await createBranch(ctx, repository, { name: "side" });
    let side = "";
    for (let at = 0; at < 4; at++) {
      const change = { branch: "side", title: `side ${at}`, files: { s: `${at}` } };
      side = (await aCommit(ctx, repository, change)).commit;
    }
    await aCommit(ctx, repository, { title: "main 0", files: { a: "1" } });
    await merge(repository, side, "merge");
    const { commit: head } = await aCommit(ctx, repository, { title: "top", files: { t: "1" } });
    const expected = new Set([
      "top",
      "merge",
      "main 0",
      "side 0",
      "side 1",
      "side 2",
      "side 3",
      "root",
    ]);
    const git = await asGitRepository(ctx, repository);
    expect((await git("rev-list", "--count", "main")).trim()).toBe("8");
    for (const limit of [1, 2, 3, 5, 100]) {
      const titles = await history(repository, head, limit);
      expect(titles).toHaveLength(expected.size);
      expect(new Set(titles)).toEqual(expected);
      expect(titles.indexOf("merge")).toBeLessThan(titles.indexOf("side 3"));
      expect(titles.at(-1)).toBe("root");
    }
    expect(await countCommits(ctx, repository, head)).toBe(8);
  });

  it("REP-7: tells what a commit changed, and which file was renamed", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, {
      files: { "old.txt": "12345", "edit.txt": "1", "gone.txt": "2" },
    });
    const { commit } = await aCommit(ctx, repository, {
      title: "Many",
      description: "things",
      files: { "edit.txt": "12", "new.txt": "new" },
      operations: [
        { op: "rename", from: "old.txt", to: "dir/new-name.txt" },
        { op: "delete", path: "gone.txt" },
      ],
    });
    const detail = await getCommit(ctx, repository, commit);
    expect(detail).toMatchObject({ title: "Many", description: "things", changeCount: 4 });
    expect(detail.changes).toEqual([
      { path: "dir/new-name.txt", previousPath: "old.txt", change: "renamed", sizeBytes: 5 },
      { path: "edit.txt", previousPath: null, change: "modified", sizeBytes: 2 },
      { path: "gone.txt", previousPath: null, change: "deleted", sizeBytes: 1 },
      { path: "new.txt", previousPath: null, change: "added", sizeBytes: 3 },
    ]);
  });

  it("REP-7: an older state is restored in one action, and nothing after it is lost", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, { files: { a: "old", "x/y": "1" } });
    const second = await aCommit(ctx, repository, {
      files: { a: "new", b: "added" },
      operations: [{ op: "delete-folder", path: "x" }],
    });
    const input = { branch: "main", revision: first.commit };
    const restored = await restoreRevision(ctx, repository, input);
    expect(restored.isNew).toBe(true);
    const read = (commit: string, path: string) =>
      readSmallFile(ctx, repository, { commit, path }).then((bytes) => bytes?.toString());
    expect(await read(restored.commit, "a")).toBe("old");
    expect(await read(restored.commit, "b")).toBeUndefined();
    expect(await read(restored.commit, "x/y")).toBe("1");
    expect(await read(second.commit, "a")).toBe("new");
    expect(await restoreRevision(ctx, repository, input)).toEqual({
      commit: restored.commit,
      isNew: false,
    });
    const stale = { ...input, revision: second.commit, expectedHead: second.commit };
    expect(await codeOf(restoreRevision(ctx, repository, stale))).toBe("parent-stale");
  });
});

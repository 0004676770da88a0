import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import {
  countCommits,
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  getCommit,
  listCommits,
  listRefs,
  readSmallFile,
  refMoved,
  type RefMove,
  type Repository,
  restoreRevision,
} from "../index.ts";
import { composeCommit } from "../commits/compose-commit.ts";
import { checkRefName } from "../rules/ref-names.ts";
import { getCommitRow } from "../store/commits.ts";
import { lockBranch } from "./lock-branch.ts";
import { moveBranch } from "./move-branch.ts";

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

describe("branches and tags", () => {
  it("REP-2: are made, listed and deleted; the default branch and versions stay", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const { commit } = await aCommit(ctx, repository, { files: { a: "1" } });
    const branch = await createBranch(ctx, repository, { name: "feature/one" });
    expect(branch).toEqual({
      name: "feature/one",
      ref: "refs/heads/feature/one",
      commit,
      isProtected: false,
    });
    await createTag(ctx, repository, { name: "light" });
    await createTag(ctx, repository, { name: "told", message: "Why\n\nand how" });
    await createTag(ctx, repository, { name: "1.0.0", isProtected: true });
    const refs = await listRefs(ctx, repository);
    expect(refs.branches.map(({ name }) => name)).toEqual(["feature/one", "main"]);
    expect(refs.tags.map((tag) => [tag.name, tag.commit, tag.isProtected])).toEqual([
      ["1.0.0", commit, true],
      ["light", commit, false],
      ["told", commit, false],
    ]);
    const git = await asGitRepository(ctx, repository);
    expect(await git("fsck", "--full", "--strict")).toBe("");
    expect(await git("cat-file", "-t", "told")).toBe("tag\n");
    expect(await git("cat-file", "-p", "told")).toContain("Why\n\nand how");
    expect(await codeOf(deleteBranch(ctx, repository, "main"))).toBe("ref-protected");
    expect(await codeOf(deleteTag(ctx, repository, "1.0.0"))).toBe("ref-protected");
    expect(await codeOf(deleteTag(ctx, repository, "feature/one"))).toBe("revision-not-found");
    await deleteBranch(ctx, repository, "feature/one");
    await deleteTag(ctx, repository, "told");
    expect((await listRefs(ctx, repository)).branches).toHaveLength(1);
  });

  it("REP-2: never share a name, nor stand where another needs a folder", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { a: "1" } });
    await createBranch(ctx, repository, { name: "x/y" });
    const branch = (name: string) => codeOf(createBranch(ctx, repository, { name }));
    expect(await branch("x/y")).toBe("ref-exists");
    expect(await branch("x")).toBe("ref-exists");
    expect(await branch("x/y/z")).toBe("ref-exists");
    expect(await branch("main/sub")).toBe("ref-exists");
    expect(await codeOf(createTag(ctx, repository, { name: "main" }))).toBe("ref-exists");
    expect(await branch("x/z")).toBe("ok");
    const both = await Promise.all([branch("race"), branch("race")]);
    expect(both.toSorted()).toEqual(["ok", "ref-exists"]);
    expect(await codeOf(createBranch(ctx, repository, { name: "n", startingPoint: "?" }))).toBe(
      "revision-not-found",
    );
  });

  const names = [
    "ok",
    "a/b",
    "a.b",
    "ünï/文",
    "a-b_c+d",
    "-a",
    "a.",
    "a..b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[b",
    "a\\b",
    "a b",
    "a\u007f",
    "a\n",
    "a.lock",
    "a.lock/b",
    "a/.b",
    ".a",
    "/a",
    "a/",
    "a//b",
    "a@{b",
    "@a",
    "",
  ];
  it.each(names)("REP-2: the name %j is judged as git judges it", (name) => {
    const byGit = (() => {
      try {
        execFileSync("git", ["check-ref-format", "--branch", name], { stdio: "ignore" });
        return true;
      } catch {
        return false;
      }
    })();
    const byUs = (() => {
      try {
        checkRefName(name);
        return true;
      } catch {
        return false;
      }
    })();
    expect(byUs).toBe(byGit);
  });
});

it("REP-2: a name that reads as something else in git is refused", () => {
  for (const name of ["@", "HEAD", "refs/heads/x", "0".repeat(40), "n".repeat(201), "a\0"]) {
    expect(() => checkRefName(name), name).toThrow(/name/);
  }
});

describe("a commit on another branch", () => {
  it("REP-2: leaves the default branch and its index alone", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const main = await aCommit(ctx, repository, { files: { a: "1" } });
    await createBranch(ctx, repository, { name: "dev" });
    const dev = await aCommit(ctx, repository, { branch: "dev", files: { b: "2" } });
    const read = (commit: string, path: string) =>
      readSmallFile(ctx, repository, { commit, path }).then((bytes) => bytes?.toString());
    expect(await read(dev.commit, "b")).toBe("2");
    expect(await read(dev.commit, "a")).toBe("1");
    expect(await read(main.commit, "b")).toBeUndefined();
    const missing = aCommit(ctx, repository, { branch: "nowhere", files: { b: "2" } });
    expect(await codeOf(missing)).toBe("revision-not-found");
  });
});

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

describe("who listens to a moved ref", () => {
  it("REP-8: reads the new files in the same transaction, and can undo it all", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const heard: (RefMove & { card: string | undefined })[] = [];
    refMoved.on(async (_, move) => {
      if (move.repository.id !== repository.id) return;
      const card = (await move.readFile("README.md"))?.toString();
      if (card === "refuse") throw new Error("not this card");
      heard.push({ ...move, card });
    });
    const { commit } = await aCommit(ctx, repository, { files: { "README.md": "hello" } });
    expect(heard[0]).toMatchObject({
      ref: "refs/heads/main",
      isDefaultBranch: true,
      before: null,
      after: commit,
      card: "hello",
      repository: { fileCount: 2 },
    });
    expect(heard[0]?.changes.map(({ path }) => path).toSorted()).toEqual([
      ".gitattributes",
      "README.md",
    ]);
    const refused = aCommit(ctx, repository, { files: { "README.md": "refuse" } });
    await expect(refused).rejects.toThrow("not this card");
    expect((await listRefs(ctx, repository)).branches[0]?.commit).toBe(commit);
    const events = await base.db
      .selectFrom("outbox")
      .select("payload")
      .where("name", "=", "repositories.ref-moved")
      .execute();
    const own = events.filter(
      ({ payload }) => (payload as { repositoryId: number }).repositoryId === repository.id,
    );
    expect(own).toHaveLength(1);
  });
});

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { isProblem } from "#contract/problems.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import {
  createBranch,
  createTag,
  deleteBranch,
  deleteTag,
  listRefs,
  readSmallFile,
  refMoved,
  type RefMove,
} from "../index.ts";
import { checkRefName } from "../rules/ref-names.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => (isProblem(error) ? error.code : String(error)),
  );

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

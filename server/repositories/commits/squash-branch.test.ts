import { describe, expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit, aRepository, asGitRepository } from "../../testing/repositories.ts";
import { listEntries } from "../reading/list-entries.ts";
import { openFile } from "../reading/open-file.ts";
import { createBranch } from "../refs/create-branch.ts";
import { createTag } from "../refs/create-tag.ts";
import { listCommits } from "./list-commits.ts";
import { squashBranch } from "./squash-branch.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

describe("REP-2: a squashed branch", () => {
  it("has one commit with the same files, every file last changed by it", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    const first = await aCommit(ctx, repository, { files: { "a.txt": "1", "sub/b.txt": "1" } });
    const second = await aCommit(ctx, repository, { files: { "a.txt": "2" } });
    await createTag(ctx, repository, { name: "v1", revision: first.commit });
    const squashed = await squashBranch(ctx, repository, {
      branch: "main",
      message: "One commit\n\nfor all",
    });
    const history = await listCommits(ctx, repository, { commit: squashed.commit, limit: 10 });
    expect(history.items).toMatchObject([{ title: "One commit", description: "for all" }]);
    const list = { path: "", recursive: true, limit: 99 };
    const before = await listEntries(ctx, repository, { ...list, commit: second.commit });
    const after = await listEntries(ctx, repository, { ...list, commit: squashed.commit });
    const states = ({ items }: typeof after) => items.map(({ path, oid }) => [path, oid]);
    expect(states(after)).toEqual(states(before));
    expect(new Set(after.items.map(({ lastCommit }) => lastCommit))).toEqual(
      new Set([squashed.commit]),
    );
    const kept = await openFile(ctx, repository, { commit: first.commit, path: "a.txt" });
    expect(Buffer.concat(await Array.fromAsync(kept.read())).toString()).toBe("1");
    const lost = await base.db
      .selectFrom("repository_storage")
      .select("lost_last_at")
      .where("repository_id", "=", repository.id)
      .executeTakeFirstOrThrow();
    expect(lost.lost_last_at).not.toBeNull();
    const git = await asGitRepository(base, repository);
    expect(await git("fsck", "--strict", "--no-dangling")).not.toMatch(/error|missing/);
    expect((await git("rev-list", "--count", "main")).trim()).toBe("1");
  });

  it("goes on, and another branch keeps its history", async () => {
    const repository = await aRepository(ctx, { owner: alice });
    await aCommit(ctx, repository, { files: { "a.txt": "1" } });
    await createBranch(ctx, repository, { name: "side/one" });
    await aCommit(ctx, repository, { branch: "side/one", files: { "b.txt": "1" } });
    await squashBranch(ctx, repository, { branch: "side/one", message: "All" });
    const { commit } = await aCommit(ctx, repository, { branch: "side/one", files: { c: "1" } });
    const side = await listCommits(ctx, repository, { commit, limit: 10 });
    expect(side.items.map(({ title }) => title)).toEqual(["Change files", "All"]);
    const none = squashBranch(ctx, repository, { branch: "none", message: "All" });
    await expectProblem(none, "revision-not-found");
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { requireRepository, resolveRevision } from "../../repositories/index.ts";
import { testContext } from "../../testing/context.ts";
import { asGitRepository } from "../../testing/repositories.ts";
import { changeStatus } from "../change-status.ts";
import { getBoard } from "../get-board.ts";
import { getDiscussion, listDiscussionEvents } from "../get-discussion.ts";
import { puts, twoPeople } from "../testing/two-people.ts";
import { commitToPullRequest } from "./contribute.ts";
import { createPullRequest } from "./create-pull-request.ts";
import { getPullRequestChanges } from "./get-changes.ts";
import { mergePullRequest } from "./merge-pull-request.ts";
import { updatePullRequest } from "./update-pull-request.ts";

const base = await testContext();
beforeAll(() => wireDomains(base));
const { owner, reader, aPullRequest, change, contentOf } = await twoPeople(base);

describe("a pull request that is merged", () => {
  it("REP-1: is merged with a commit of two parents that real git takes for sound", async () => {
    const { pull, commit } = await aPullRequest();
    const { commit: onto } = await change(pull, { "b.txt": "bb\n" });
    const merged = await mergePullRequest(owner, pull, { expectedHead: commit, comment: "Thanks" });
    expect(merged).toMatchObject({ status: "merged", abilities: { merge: false, commit: false } });
    expect(await contentOf(pull, "main", "a.txt")).toBe("one\nthree\n");
    expect(await contentOf(pull, "main", "b.txt")).toBe("bb\n");
    const git = await asGitRepository(base, await requireRepository(owner, pull, "read"));
    expect(await git("fsck", "--strict")).toBe("");
    const parents = (await git("log", "-1", "--format=%P", "main")).trim();
    expect(parents).toBe(`${onto} ${commit}`);
    expect(await git("rev-parse", "main")).toBe(`${merged.pullRequest?.mergeCommit}\n`);
    const { changes, conflicts } = await getPullRequestChanges(base, pull);
    expect(changes.map(({ path }) => path)).toEqual(["a.txt"]);
    expect(conflicts).toEqual([]);
    expect((await getBoard(owner, pull)).pullRequests).toEqual({ open: 0, closed: 1 });
  });

  it("REP-1: that conflicts names its paths and changes nothing", async () => {
    const { pull } = await aPullRequest();
    const { commit } = await change(pull, { "a.txt": "one\nfour\n" });
    const expected = [{ path: "a.txt", reason: "both-changed" }];
    expect((await getPullRequestChanges(base, pull)).conflicts).toEqual(expected);
    await expect(mergePullRequest(owner, pull, {})).rejects.toMatchObject({
      code: "merge-conflict",
      extra: { conflicts: expected, conflictCount: 1 },
    });
    const repository = await requireRepository(owner, pull, "read");
    expect(await resolveRevision(owner, repository, "main")).toBe(commit);
    expect((await getDiscussion(owner, pull)).status).toBe("open");
  });

  it("REP-1: takes the base branch in, keeping its own files or the branch's, and is merged then", async () => {
    for (const [keep, expected] of [
      ["own", "one\nthree\n"],
      ["base", "one\nfour\n"],
    ] as const) {
      const { pull } = await aPullRequest(reader, {
        files: { "a.txt": "one\nthree\n", "c.txt": "c" },
      });
      await change(pull, { "a.txt": "one\nfour\n" });
      await change(pull, { "b.txt": "x".repeat(3000) });
      await expect(updatePullRequest(reader, pull, {})).rejects.toMatchObject({
        code: "merge-conflict",
      });
      await updatePullRequest(reader, pull, { keep });
      const { conflicts, changes, behindCount } = await getPullRequestChanges(base, pull);
      expect([conflicts, behindCount]).toEqual([[], 0]);
      expect(changes.map(({ path }) => path)).toEqual(
        keep === "own" ? ["a.txt", "c.txt"] : ["c.txt"],
      );
      const { items } = await listDiscussionEvents(base, pull, { limit: 10 });
      expect(items.filter(({ type }) => type === "commit")).toMatchObject([
        { title: "Mend a.txt" },
        { title: `Merge main into pull request #${pull.num}` },
      ]);
      await mergePullRequest(owner, pull, {});
      expect(await contentOf(pull, "main", "a.txt")).toBe(expected);
    }
  });

  it("REP-1: is merged by who may write, when it is ready, at the head that was looked at", async () => {
    const { pull, commit } = await aPullRequest();
    await expect(mergePullRequest(reader, pull, {})).rejects.toMatchObject({ code: "forbidden" });
    await commitToPullRequest(reader, pull, { title: "More", operations: puts({ "c.txt": "c" }) });
    await expect(mergePullRequest(owner, pull, { expectedHead: commit })).rejects.toMatchObject({
      code: "parent-stale",
    });
    const draft = await createPullRequest(reader, pull, { title: "Later", body: "Not yet" });
    const later = { ...pull, num: draft.num };
    await expect(mergePullRequest(owner, later, {})).rejects.toMatchObject({
      code: "discussion-state-wrong",
    });
    await changeStatus(reader, later, { status: "open" });
    expect((await mergePullRequest(owner, later, {})).status).toBe("merged");
  });

  it("REP-1: is merged once when two do it at the same time", async () => {
    const { pull } = await aPullRequest();
    const merges = [mergePullRequest(owner, pull, {}), mergePullRequest(owner, pull, {})];
    const outcomes = await Promise.allSettled(merges);
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "discussion-state-wrong" } }]);
    expect((await getBoard(owner, pull)).pullRequests).toEqual({ open: 0, closed: 1 });
  });
});

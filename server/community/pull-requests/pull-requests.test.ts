import { beforeAll, describe, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import {
  commitChanges,
  listRefs,
  requireRepository,
  resolveRevision,
  storeContent,
} from "../../repositories/index.ts";
import { testContext } from "../../testing/context.ts";
import { changeStatus } from "../change-status.ts";
import { editBoard } from "../edit-board.ts";
import { getBoard } from "../get-board.ts";
import { getDiscussion, listDiscussionEvents } from "../get-discussion.ts";
import { aPerson, puts, twoPeople } from "../testing/two-people.ts";
import { commitToPullRequest, requireContributor } from "./contribute.ts";
import { createPullRequest } from "./create-pull-request.ts";
import { deletePullRequestChanges } from "./delete-changes.ts";
import { getPullRequestChanges, getPullRequestDiff } from "./get-changes.ts";
import { mergePullRequest } from "./merge-pull-request.ts";

const base = await testContext({ environment: { GALLERY_PULL_REQUEST_BYTES: "1000" } });
beforeAll(() => wireDomains(base));
const { owner, reader, aReadable, aPullRequest, contentOf } = await twoPeople(base);

describe("a pull request", () => {
  it("REP-1: of somebody who may only read is a ref of its own, and touches nothing else", async () => {
    const { pull, commit } = await aPullRequest();
    const repository = await requireRepository(owner, pull, "read");
    expect(await resolveRevision(owner, repository, `refs/pr/${pull.num}`)).toBe(commit);
    expect(await contentOf(pull, "main", "a.txt")).toBe("one\ntwo\n");
    expect((await listRefs(owner, repository)).branches.map(({ name }) => name)).toEqual(["main"]);
    const { items } = await listDiscussionEvents(base, pull, { limit: 10 });
    expect(items.map(({ type }) => type)).toEqual(["comment", "commit"]);
    expect(await getDiscussion(reader, pull)).toMatchObject({
      status: "open",
      isPullRequest: true,
      pullRequest: { ref: `refs/pr/${pull.num}`, baseBranch: "main", hasChanges: true },
      abilities: { commit: true, merge: false },
    });
  });

  it("REP-1: takes commits of its author and of who may write, and of nobody else", async () => {
    const { pull } = await aPullRequest();
    const more = { title: "More", operations: puts({ "c.txt": "c" }) };
    const other = await aPerson(base);
    await expect(commitToPullRequest(other, pull, more)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(requireContributor(other, pull, pull.num)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(requireContributor(base, pull, "new")).rejects.toMatchObject({
      code: "not-signed-in",
    });
    await commitToPullRequest(reader, pull, more);
    await commitToPullRequest(owner, pull, { title: "Even", operations: puts({ "d.txt": "d" }) });
    const { commits, changes } = await getPullRequestChanges(base, pull);
    expect(commits.map(({ title }) => title)).toEqual(["Even", "More", "Mend a.txt"]);
    expect(changes.map(({ path }) => path)).toEqual(["a.txt", "c.txt", "d.txt"]);
  });

  it("PLT-6: with a token for reading is refused", async () => {
    const asset = await aReadable();
    const credential = { kind: "token", tokenId: 1, scope: "read" } as const;
    const narrow = base.as({ ...reader.viewer, credential });
    await expect(requireContributor(narrow, asset, "new")).rejects.toMatchObject({
      code: "token-scope-too-small",
    });
  });

  it("REP-1: begins at a branch, never at a commit or a tag", async () => {
    const asset = await aReadable();
    const repository = await requireRepository(owner, asset, "read");
    const commit = await resolveRevision(owner, repository, "main");
    for (const baseBranch of [commit, "none", "refs/tags/v1"]) {
      await expect(
        createPullRequest(reader, asset, { title: "No", body: "No", baseBranch }),
      ).rejects.toMatchObject({ code: "revision-not-found" });
    }
  });

  it("REP-1: that is closed takes no commits, by whatever way they come", async () => {
    const { pull } = await aPullRequest();
    await changeStatus(reader, pull, { status: "closed" });
    const repository = await requireRepository(owner, pull, "write");
    const operations = puts({ "c.txt": "c" });
    const branch = `refs/pr/${pull.num}`;
    await expect(
      commitChanges(owner, repository, { branch, title: "In", operations }),
    ).rejects.toMatchObject({ code: "discussion-state-wrong" });
    await expect(
      commitToPullRequest(reader, pull, { title: "In", operations }),
    ).rejects.toMatchObject({ code: "discussion-state-wrong" });
    await changeStatus(reader, pull, { status: "open" });
    await commitToPullRequest(reader, pull, { title: "In", operations });
  });

  it("REP-9: keeps its commits when it is closed, until who may write deletes them", async () => {
    const { pull } = await aPullRequest();
    await expect(deletePullRequestChanges(owner, pull)).rejects.toMatchObject({
      code: "discussion-state-wrong",
    });
    await changeStatus(owner, pull, { status: "closed" });
    expect((await getPullRequestChanges(base, pull)).changeCount).toBe(1);
    await expect(deletePullRequestChanges(reader, pull)).rejects.toMatchObject({
      code: "forbidden",
    });
    await deletePullRequestChanges(owner, pull);
    await expect(getPullRequestChanges(base, pull)).rejects.toMatchObject({
      code: "revision-not-found",
    });
    expect(await getDiscussion(reader, pull)).toMatchObject({
      pullRequest: { hasChanges: false },
      abilities: { changeStatus: false },
    });
  });

  it("REP-4: of readers brings no more than the limit, until it is merged", async () => {
    const asset = await aReadable();
    const large = { "large.txt": "x".repeat(600) };
    const { pull } = await aPullRequest(reader, { asset, files: large });
    await expect(
      aPullRequest(reader, { asset, files: { "too.txt": "y".repeat(600) } }),
    ).rejects.toMatchObject({
      code: "contribution-too-large",
      extra: { limitBytes: 1000, broughtBytes: 1200 },
    });
    expect((await getBoard(owner, asset)).pullRequests.open).toBe(1);
    await aPullRequest(owner, { asset, files: { "mine.txt": "z".repeat(5000) } });
    await mergePullRequest(owner, pull, {});
    await aPullRequest(reader, { asset, files: { "more.txt": "y".repeat(600) } });
  });

  it("REP-4: bytes on their way count for who sends them, and only they may name them", async () => {
    const asset = await aReadable();
    const { pull } = await aPullRequest(reader, { asset });
    const recipient = await requireContributor(reader, asset, pull.num);
    expect(recipient.namespaceId).toBe(reader.viewer.accountId);
    const source = [Buffer.from("bytes of the reader")];
    const { sha256 } = await storeContent(reader, recipient, { source: asyncOf(source) });
    const operations = [{ op: "put" as const, path: "large.bin", source: { sha256 } }];
    const repository = await requireRepository(owner, asset, "write");
    await expect(
      commitChanges(owner, repository, { branch: "main", title: "Taken", operations }),
    ).rejects.toMatchObject({ code: "content-unknown" });
    await commitToPullRequest(reader, pull, { title: "Weights", operations });
  });

  it("COM-1: is refused where the owner has switched them off, also to commit", async () => {
    const { pull } = await aPullRequest();
    await editBoard(owner, pull, { isOpen: false });
    for (const target of ["new", pull.num] as const) {
      await expect(requireContributor(reader, pull, target)).rejects.toMatchObject({
        code: "discussions-off",
      });
    }
  });

  it("REP-1: shows its changes as text that git would take for a patch", async () => {
    const files = { "a.txt": "one\nthree", "new/ü.txt": "new\n", "b.txt": "b\n" };
    const { pull } = await aPullRequest(reader, { files });
    const { diff } = await getPullRequestDiff(base, pull, { wantsDiff: true });
    expect(diff.split("\n")).toEqual([
      "diff --git a/a.txt b/a.txt",
      "--- a/a.txt",
      "+++ b/a.txt",
      "@@ -1,2 +1,2 @@",
      " one",
      "-two",
      "+three",
      "\\ No newline at end of file",
      'diff --git "a/new/\\303\\274.txt" "b/new/\\303\\274.txt"',
      "new file mode 100644",
      "--- /dev/null",
      '+++ "b/new/\\303\\274.txt"',
      "@@ -0,0 +1,1 @@",
      "+new",
      "",
    ]);
  });
});

async function* asyncOf(parts: readonly Uint8Array[]) {
  yield* parts;
}

import { describe, expect, it } from "vitest";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import type { Change } from "../commits/change.ts";
import { readObjectsOf } from "../objects/object-reader.ts";
import { createBranch } from "../refs/create-branch.ts";
import { getCommitRow } from "../store/commits.ts";
import { findDivergence } from "./find-divergence.ts";
import { type Keep, planMerge } from "./plan-merge.ts";

const base = await testContext();
const viewer = await anOrdinaryUser(base);
const ctx = base.as(viewer);

const put = (path: string, text: string): Change => ({
  op: "put",
  path,
  source: { bytes: Buffer.from(text) },
});

const FILES = { "a.txt": "a", "b.txt": "b", "folder/c.txt": "c", "folder/d.txt": "d" };

type Sides = { ours: readonly Change[]; theirs: readonly Change[]; keep?: Keep };

/** Two branches that change the same files, merged on paper. */
async function merge({ ours, theirs, keep }: Sides) {
  const repository = await aRepository(ctx, { owner: viewer });
  await aCommit(ctx, repository, { files: FILES });
  await createBranch(ctx, repository, { name: "side" });
  const onto = await aCommit(ctx, repository, { operations: ours });
  const head = await aCommit(ctx, repository, { branch: "side", operations: theirs });
  const sides = { head: head.commit, onto: onto.commit, limit: 10 };
  const parted = await findDivergence(ctx.db, repository.id, sides);
  const reader = readObjectsOf(ctx, repository.id);
  const tree = async (oid: string) => (await getCommitRow(ctx.db, repository.id, oid)).treeOid;
  const trees = {
    base: parted.mergeBase.treeOid,
    ours: await tree(onto.commit),
    theirs: await tree(head.commit),
  };
  const plan = await planMerge(reader, trees, keep);
  const changed = plan.changedPaths.map(({ path, after }) => `${after ? "+" : "-"} ${path}`);
  return { conflicts: plan.conflicts, changed: changed.toSorted() };
}

describe("a three-way merge", () => {
  it("takes what only one side has changed, added and removed", async () => {
    const { conflicts, changed } = await merge({
      ours: [put("a.txt", "ours"), { op: "delete", path: "folder/c.txt" }],
      theirs: [
        put("b.txt", "theirs"),
        put("new/e.txt", "e"),
        { op: "delete", path: "folder/d.txt" },
      ],
    });
    expect(conflicts).toEqual([]);
    expect(changed).toEqual(["+ b.txt", "+ new/e.txt", "- folder/d.txt"]);
  });

  it("finds nothing to do where both sides did the same", async () => {
    const same = [put("a.txt", "same"), { op: "delete", path: "b.txt" } as const];
    expect(await merge({ ours: same, theirs: same })).toEqual({ conflicts: [], changed: [] });
  });

  it("names every path that both have changed differently, also one that was removed", async () => {
    const { conflicts } = await merge({
      ours: [put("a.txt", "ours"), { op: "delete", path: "b.txt" }, put("new.txt", "one")],
      theirs: [put("a.txt", "theirs"), put("b.txt", "theirs"), put("new.txt", "two")],
    });
    expect(conflicts).toEqual([
      { path: "a.txt", reason: "both-changed" },
      { path: "b.txt", reason: "both-changed" },
      { path: "new.txt", reason: "both-changed" },
    ]);
  });

  it("takes one side of what both have changed, where that is asked for", async () => {
    const sides = {
      ours: [put("a.txt", "ours"), { op: "delete", path: "b.txt" } as const],
      theirs: [put("a.txt", "theirs"), put("b.txt", "theirs"), put("new.txt", "new")],
    };
    expect(await merge({ ...sides, keep: "ours" })).toEqual({
      conflicts: [],
      changed: ["+ new.txt"],
    });
    expect(await merge({ ...sides, keep: "theirs" })).toEqual({
      conflicts: [],
      changed: ["+ a.txt", "+ b.txt", "+ new.txt"],
    });
  });

  it("puts a file where a folder was, unless the other side has put something into it", async () => {
    const theirs: Change[] = [{ op: "delete-folder", path: "folder" }, put("folder", "a file")];
    const alone = await merge({ ours: [put("a.txt", "ours")], theirs });
    expect(alone.conflicts).toEqual([]);
    expect(alone.changed).toEqual(["+ folder", "- folder/c.txt", "- folder/d.txt"]);
    const both = await merge({ ours: [put("folder/new.txt", "new")], theirs });
    expect(both.conflicts).toEqual([{ path: "folder", reason: "in-the-way" }]);
  });

  it("takes a file that was renamed on one side and changed on the other for a conflict", async () => {
    const { conflicts } = await merge({
      ours: [{ op: "rename", from: "a.txt", to: "z.txt" }],
      theirs: [put("a.txt", "theirs")],
    });
    expect(conflicts).toEqual([{ path: "a.txt", reason: "both-changed" }]);
  });
});

describe("two histories", () => {
  it("part at the newest commit that both have, also after one was merged into the other", async () => {
    const repository = await aRepository(ctx, { owner: viewer });
    const first = await aCommit(ctx, repository, { files: { "a.txt": "1" } });
    await createBranch(ctx, repository, { name: "side" });
    for (const text of ["2", "3"]) {
      await aCommit(ctx, repository, { branch: "side", files: { "b.txt": text } });
    }
    const onto = await aCommit(ctx, repository, { files: { "a.txt": "2" } });
    const head = await aCommit(ctx, repository, { branch: "side", files: { "b.txt": "4" } });
    const sides = { head: head.commit, onto: onto.commit, limit: 2 };
    const parted = await findDivergence(ctx.db, repository.id, sides);
    expect(parted).toMatchObject({ aheadCount: 3, behindCount: 1 });
    expect(parted.mergeBase.oid).toBe(first.commit);
    expect(parted.ahead.map(({ oid }) => oid)[0]).toBe(head.commit);
    expect(parted.ahead).toHaveLength(2);
  });
});

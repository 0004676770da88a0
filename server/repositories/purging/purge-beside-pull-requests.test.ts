import { expect, it } from "vitest";
import { withTransaction } from "../../platform/database/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext } from "../../testing/context.ts";
import { aCommit, aRepository } from "../../testing/repositories.ts";
import { compareForMerge } from "../merging/compare-for-merge.ts";
import { writeUnifiedDiff } from "../previews/diff/write-unified-diff.ts";
import { addPullRequestRef } from "../refs/pull-request-refs.ts";
import { planPurge } from "./plan-purge.ts";
import { purgeContents } from "./purge-contents.ts";

const base = await testContext();
const viewer = await anOrdinaryUser(base);
const ctx = base.as(viewer);

/** A file that came and went on the branch, and is in a pull request still. */
async function aLeak() {
  const repository = await aRepository(ctx, { owner: viewer });
  const first = await aCommit(ctx, repository, { files: { "a.txt": "a" } });
  const leaked = await aCommit(ctx, repository, { files: { "key.txt": "a key that leaked\n" } });
  await withTransaction(ctx.db, (trx) =>
    addPullRequestRef(ctx, trx, { repository, commit: leaked.commit, open: async () => 1 }),
  );
  await aCommit(ctx, repository, { operations: [{ op: "delete", path: "key.txt" }] });
  return { repository, first: first.commit, leaked: leaked.commit };
}

it("REP-7: a pull request keeps nothing from a purge that asks for it by name", async () => {
  const { repository, first, leaked } = await aLeak();
  const target = { kind: "paths" as const, paths: ["key.txt"] };
  const { plan, blockers, smallFiles } = await planPurge(ctx, repository, target);
  expect([blockers, smallFiles]).toEqual([[], 1]);
  const confirmation = `${repository.ownerName}/${repository.name}`;
  await purgeContents(ctx, repository, { target, plan, confirmation });
  const sides = { head: leaked, onto: first, isMerged: true };
  const changes = await compareForMerge(ctx, repository, sides);
  expect(await writeUnifiedDiff(ctx, repository, changes)).toBe(
    "diff --git a/key.txt b/key.txt\nnew file mode 100644\n",
  );
});

it("REP-7: a purge of the history keeps what pull requests show", async () => {
  const { repository } = await aLeak();
  const { smallFiles } = await planPurge(ctx, repository, { kind: "history" });
  expect(smallFiles).toBe(0);
});

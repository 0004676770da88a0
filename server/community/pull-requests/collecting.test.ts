import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { checkLedger, collectStorage } from "../../repositories/index.ts";
import { testContext } from "../../testing/context.ts";
import { changeStatus } from "../change-status.ts";
import { twoPeople } from "../testing/two-people.ts";
import { deletePullRequestChanges } from "./delete-changes.ts";
import { getPullRequestDiff } from "./get-changes.ts";

const DAY_MS = 86_400_000;

const base = await testContext();
beforeAll(() => wireDomains(base));
const { owner, reader, aPullRequest, change } = await twoPeople(base);

it("REP-12: what a pull request brought stays while it is open or closed, and goes when it is deleted", async () => {
  const { pull } = await aPullRequest(reader, { files: { "a.txt": "offered\n" } });
  await change(pull, { "b.txt": "gone on\n" });
  const diffOf = async () => (await getPullRequestDiff(base, pull, { wantsDiff: true })).diff;
  expect(await collectStorage(base.later(2 * DAY_MS))).toMatchObject({ gitObjects: 0 });
  await changeStatus(owner, pull, { status: "closed" });
  expect(await collectStorage(base.later(4 * DAY_MS))).toMatchObject({ gitObjects: 0 });
  expect(await diffOf()).toContain("+offered\n");
  await deletePullRequestChanges(owner, pull);
  // The commit, its tree and its one new file.
  expect(await collectStorage(base.later(6 * DAY_MS))).toMatchObject({ gitObjects: 3 });
  await expect(diffOf()).rejects.toMatchObject({ code: "revision-not-found" });
  const { drifts, wrongOwners } = await checkLedger(base, { repairs: false });
  expect([drifts, wrongOwners]).toEqual([[], 0]);
});

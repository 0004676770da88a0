import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { fixture } from "../../../platform/formats/pickle/testing/pickles.ts";
import { anOrdinaryUser } from "../../../testing/accounts.ts";
import { testContext } from "../../../testing/context.ts";
import { expectProblem } from "../../../testing/expect-problem.ts";
import { aCommit, aRepository } from "../../../testing/repositories.ts";
import { readTensorTable } from "./read-tensor-table.ts";

const base = await testContext();
const alice = await anOrdinaryUser(base);
const ctx = base.as(alice);

const STATE_DICT = await fixture("checkpoint.pt");
const LEGACY = await fixture("legacy.pt");

async function tables(files: Record<string, string | Uint8Array>) {
  const repository = await aRepository(ctx, { owner: alice });
  const { commit } = await aCommit(ctx, repository, { files });
  return (path: string) =>
    readTensorTable(ctx, repository, { commit, path, scope: "checkpoint" as const });
}

it("REP-5: a checkpoint of PyTorch in several files is one table, from its index as well", async () => {
  const [first, second] = [1, 2].map((number) => `pytorch_model-0000${number}-of-00002.bin`);
  const map = { "0.weight": first, "1.weight": second };
  const tableOf = await tables({
    [first ?? ""]: STATE_DICT,
    [second ?? ""]: LEGACY,
    "pytorch_model.bin.index.json": JSON.stringify({ weight_map: map }),
  });
  for (const path of [first ?? "", "pytorch_model.bin.index.json"]) {
    const table = await tableOf(path);
    expect(table).toMatchObject({ format: "pytorch", scope: "checkpoint" });
    expect(table.totals).toMatchObject({ tensors: 7, parameters: 15, sizeBytes: 64 });
    expect(table.findings[0]).toEqual({ code: "shard-unreadable", count: 1, example: second });
    expect(table.shards?.map(({ tensors, failure }) => [tensors, failure === null])).toEqual([
      [7, true],
      [0, false],
    ]);
  }
});

it("REP-5: a file that only has the name of a checkpoint says that it is none", async () => {
  const files = { "a.bin": randomBytes(2000), "b.pt": LEGACY, "c.ckpt": "", "d.pth": "PK" };
  const tableOf = await tables(files);
  const reasons = [];
  for (const path of Object.keys(files)) {
    reasons.push((await expectProblem(tableOf(path), "preview-unreadable")).extra["reason"]);
  }
  expect(reasons).toEqual(["wrong-format", "wrong-format", "empty", "wrong-format"]);
});

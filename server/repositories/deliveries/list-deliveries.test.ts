import { beforeAll, expect, it } from "vitest";
import type { TransferState } from "#contract/repositories/transfer.ts";
import { newPublicId } from "../../platform/ids.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aRepository } from "../../testing/repositories.ts";
import { listDeliveries } from "./list-deliveries.ts";

const ctx = await testContext();
let reader: TestContext;
let renamed: string;

async function aTransfer(
  who: TestContext,
  transfer: { name: string; state: TransferState; direction?: "import"; repositoryId?: number },
): Promise<void> {
  if (who.viewer.kind !== "account") throw new Error("a delivery is somebody's");
  const isEnded = transfer.state === "done" || transfer.state === "failed";
  await ctx.db
    .insertInto("bucket_transfers")
    .values({
      public_id: newPublicId(),
      direction: transfer.direction ?? "delivery",
      account_id: who.viewer.accountId,
      repository_id: transfer.repositoryId ?? null,
      repository_kind: "dataset",
      repository_name: transfer.name,
      connection_name: "mine",
      bucket: "data",
      bucket_path: "",
      revision: "main",
      state: transfer.state,
      failure: transfer.state === "failed" ? '{ "code": "storage-failed" }' : null,
      ended_at: isEnded ? ctx.now() : null,
    })
    .execute();
}

beforeAll(async () => {
  reader = ctx.as(await anOrdinaryUser(ctx));
  const owner = await anOrdinaryUser(ctx);
  const { id, name } = await aRepository(ctx, { owner, kind: "dataset" });
  await aTransfer(reader, { name: "ada/whales", state: "done" });
  await aTransfer(reader, { name: "ada/Whales-2", state: "failed" });
  await aTransfer(reader, { name: "ada/100%", state: "done" });
  await aTransfer(reader, { name: "owner/its-former-name", state: "queued", repositoryId: id });
  await aTransfer(reader, { name: "ada/whales", state: "done", direction: "import" });
  await aTransfer(ctx.as(owner), { name: "ada/whales", state: "done" });
  renamed = `${owner.name}/${name}`;
});

async function namesOf(filter: { q?: string; state?: TransferState }): Promise<string[]> {
  const { items } = await listDeliveries(reader, { limit: 10, ...filter });
  return items.map(({ repository }) => repository.fullName);
}

it("ACC-9: downloads are counted by state, whichever state is shown", async () => {
  const { items, counts } = await listDeliveries(reader, { limit: 10, state: "done" });
  expect(items).toHaveLength(2);
  expect(counts).toEqual({ done: 2, failed: 1, queued: 1 });
});

it("ACC-9: downloads are found by part of a name, taken as it is", async () => {
  expect(await namesOf({ q: "WHALES" })).toEqual(["ada/Whales-2", "ada/whales"]);
  expect(await namesOf({ q: "whales", state: "failed" })).toEqual(["ada/Whales-2"]);
  expect(await namesOf({ q: "%" })).toEqual(["ada/100%"]);
  expect(await namesOf({ q: "_" })).toEqual([]);
});

it("ACC-9: a download of a renamed repository is found by both its names", async () => {
  const [, name = ""] = renamed.split("/");
  expect(await namesOf({ q: name })).toEqual([renamed]);
  expect(await namesOf({ q: "former-name" })).toEqual([renamed]);
});

it("PLT-6: nobody's are listed to who is not signed in", async () => {
  await expectProblem(listDeliveries(ctx, { limit: 10 }), "not-signed-in");
});

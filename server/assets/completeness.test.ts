import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { anAsset, aPublishedAsset } from "../testing/assets.ts";
import { testContext, type TestContext } from "../testing/context.ts";
import { expectProblem } from "../testing/expect-problem.ts";
import { editCard } from "./edit-card.ts";
import { getCompleteness } from "./get-completeness.ts";
import { listOwnAssets } from "./list-own-assets.ts";

const ctx = await testContext();
let owner: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
});

it("DIS-2: the owner sees what is missing, and it is less after filling it in", async () => {
  const address = await anAsset(owner, { kind: "dataset", licence: "mit" });
  const before = await getCompleteness(owner, address);
  expect(before.missing).toEqual(expect.arrayContaining(["description", "task", "body", "tags"]));
  expect(before.missing).not.toContain("licence");
  await editCard(owner, address, {
    settings: { description: "Calls of whales", tasks: ["audio-classification"], tags: ["sea"] },
    body: "How the calls were recorded, and where. ".repeat(10),
  });
  const after = await getCompleteness(owner, address);
  expect(after.missing.toSorted()).toEqual(["dataType", "language"]);
  expect(after.percent).toBeGreaterThan(before.percent);
  const row = await ctx.db
    .selectFrom("asset_search as s")
    .innerJoin("repositories as r", "r.id", "s.asset_id")
    .select("s.completeness")
    .where("r.name", "=", address.name)
    .executeTakeFirstOrThrow();
  expect(row.completeness).toBe(after.percent);
  const { items } = await listOwnAssets(owner, { limit: 10 });
  expect(items.map((item) => [item.name, item.completeness])).toEqual([
    [address.name, after.percent],
  ]);
});

it("DIS-2: others do not see it", async () => {
  const address = await aPublishedAsset(owner);
  const stranger = ctx.as(await anOrdinaryUser(ctx));
  await expectProblem(getCompleteness(stranger, address), "forbidden");
  const hidden = await anAsset(owner);
  await expectProblem(getCompleteness(stranger, hidden), "not-found");
});

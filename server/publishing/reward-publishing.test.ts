import { expect, it } from "vitest";
import { getProfile } from "../accounts/index.ts";
import { wireDomains } from "../app.ts";
import { anOrdinaryUser, aUser } from "../testing/accounts.ts";
import { aPublishedAsset, anAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { publishAndSettle } from "../testing/publications.ts";
import { settle } from "../testing/settle.ts";
import { relistAsset } from "./relist-asset.ts";
import { unlistAsset } from "./unlist-asset.ts";

const ctx = await testContext();
wireDomains(ctx);
await aUser(ctx);

it("ACC-8: an asset that comes onto the shelf for others earns growth once", async () => {
  const owner = await anOrdinaryUser(ctx);
  const as = ctx.as(owner);
  const growthOf = async () => (await getProfile(ctx, owner.name)).growth;
  await publishAndSettle(as, await anAsset(as), { visibility: "private" });
  await settle(ctx);
  expect(await growthOf()).toBe(0);
  const address = await aPublishedAsset(as);
  await settle(ctx);
  expect(await growthOf()).toBe(10);
  await unlistAsset(as, address);
  await relistAsset(as, address);
  await settle(ctx);
  expect(await growthOf()).toBe(10);
});

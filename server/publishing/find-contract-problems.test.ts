import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { aCommit } from "../testing/repositories.ts";
import { settle } from "../testing/settle.ts";
import { getListing } from "./get-listing.ts";
import { publishAsset } from "./publish-asset.ts";

const base = await testContext();
const ctx = base.as(await anOrdinaryUser(base));

beforeAll(() => wireDomains(ctx));

async function listingOf(files: Record<string, string>) {
  const address = await anAsset(ctx);
  await aCommit(ctx, await requireRepository(ctx, address, "write"), { files });
  await publishAsset(ctx, address, A_PUBLICATION);
  await settle(ctx);
  const { state, findings } = await getListing(ctx, address);
  const contract = findings.filter(({ check }) => check === "contract");
  return { state, contract: contract.map(({ path, message }) => [path, message]) };
}

it("REP-11: a part of the custom-model contract is advice in the review, and stops nothing", async () => {
  const { state, contract } = await listingOf({
    "gallery_train/train.py": "print(1)",
    "gallery_train/train_params.json": "{}",
  });
  expect(state).toBe("published");
  expect(contract).toEqual([
    [
      "gallery_train/train_params.json",
      "gallery_train/train_params.json of the custom-model contract is invalid",
    ],
    [
      "gallery_train/dataset_readme.md",
      "gallery_train/dataset_readme.md of the custom-model contract is missing",
    ],
  ]);
});

it("REP-11: a custom model without a script of its own is not told to bring one", async () => {
  expect(await listingOf({ "model.py": "1" })).toEqual({ state: "published", contract: [] });
});

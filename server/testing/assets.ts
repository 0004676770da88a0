import type { Address } from "#contract/fields.ts";
import type { Publication } from "#contract/publishing/endpoints.ts";
import { createAsset, type AssetToCreate } from "../assets/index.ts";
import { publishAsset } from "../publishing/index.ts";
import { aName } from "./accounts.ts";
import type { TestContext } from "./context.ts";
import { settle } from "./settle.ts";

/** A new draft of the viewer, by its address. */
export async function anAsset(
  ctx: TestContext,
  asset: Partial<AssetToCreate> = {},
): Promise<Address> {
  if (ctx.viewer.kind !== "account") throw new Error("an asset needs somebody who makes it");
  const { kind = "model", owner = ctx.viewer.name, name = aName("asset") } = asset;
  await createAsset(ctx, { ...asset, kind, owner, name });
  return { kind, owner, name };
}

/** What a publication of any kind needs beside what a test is about. */
export const A_PUBLICATION: Publication = {
  visibility: "public",
  audience: [],
  description: "Sorts mail by topic",
  licence: "mit",
  tasks: ["text-classification"],
  dataTypes: ["text"],
  title: "Letters by topic",
  environment: "cpu",
  isCodeOpen: true,
  imageUrl: "registry.example/letters/sorter:1.0",
  source: "Trained by ourselves",
  packagePath: "package.zip",
  acceptsAgreements: true,
};

/** A new asset of the viewer that is on the shelf. */
export async function aPublishedAsset(
  ctx: TestContext,
  asset: Partial<AssetToCreate> = {},
): Promise<Address> {
  const address = await anAsset(ctx, asset);
  await publishAsset(ctx, address, A_PUBLICATION);
  await settle(ctx);
  return address;
}

import type { Address, AssetKind } from "#contract/fields.ts";
import type { Listing, Publication } from "#contract/publishing/endpoints.ts";
import { getListing } from "../publishing/get-listing.ts";
import { publishAsset } from "../publishing/index.ts";
import { requireRepository } from "../repositories/index.ts";
import { A_PUBLICATION, anAsset } from "./assets.ts";
import type { TestContext } from "./context.ts";
import { aCommit } from "./repositories.ts";
import { settle } from "./settle.ts";

type Files = Record<string, string | Uint8Array>;

export const A_NOTEBOOK = JSON.stringify({
  cells: [],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

/** What a kind must hold. */
const NEEDED: Partial<Record<AssetKind, Files>> = {
  notebook: { "walks/a walk.ipynb": A_NOTEBOOK },
  skill: { "package.zip": "PK" },
};

/** A draft of the viewer that could be published, with these files beside its card. */
export async function aDraft(
  owner: TestContext,
  kind: AssetKind,
  files: Files = NEEDED[kind] ?? {},
): Promise<Address> {
  const address = await anAsset(owner, { kind });
  if (Object.keys(files).length > 0) await commitFiles(owner, address, files);
  return address;
}

export async function commitFiles(
  owner: TestContext,
  address: Address,
  files: Files,
): Promise<void> {
  await aCommit(owner, await requireRepository(owner, address, "write"), { files });
}

/** How a listing of the viewer is now, with what the checks found. */
export function listingOf(owner: TestContext, address: Address): Promise<Listing> {
  return getListing(owner, address);
}

/** Publishes, waits for the checks, and tells how it ended. */
export async function publishAndSettle(
  owner: TestContext,
  address: Address,
  change: Partial<Publication> = {},
): Promise<Listing> {
  await publishAsset(owner, address, { ...A_PUBLICATION, ...change });
  await settle(owner);
  return listingOf(owner, address);
}

/** Nickname and e-mail address of the viewer are confirmed (ACC-4). */
export async function onboard(owner: TestContext): Promise<void> {
  if (owner.viewer.kind !== "account") throw new Error("only somebody is onboarded");
  await owner.db
    .updateTable("accounts")
    .set({ nickname: "Ada", email_verified_at: owner.now(), onboarded_at: owner.now() })
    .where("id", "=", owner.viewer.accountId)
    .execute();
}

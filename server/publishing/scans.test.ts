import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../app.ts";
import { fixture } from "../platform/formats/pickle/testing/pickles.ts";
import { requireRepository } from "../repositories/index.ts";
import { anOrdinaryUser } from "../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../testing/assets.ts";
import { testContext } from "../testing/context.ts";
import { aCommit } from "../testing/repositories.ts";
import { settle } from "../testing/settle.ts";
import { getListing } from "./get-listing.ts";
import { publishAsset } from "./publish-asset.ts";
import { withdrawListing } from "./withdraw-listing.ts";

const base = await testContext();
const ctx = base.as(await anOrdinaryUser(base));
beforeAll(() => wireDomains(base));

async function aSubmission(files: Record<string, string | Uint8Array>) {
  const asset = await anAsset(ctx);
  const repository = await requireRepository(ctx, asset, "write");
  await aCommit(ctx, repository, { files });
  await publishAsset(ctx, asset, A_PUBLICATION);
  return asset;
}

it("PLT-5: a listing waits until its files are scanned", async () => {
  const asset = await aSubmission({ "a.txt": "text" });
  await ctx.events.deliverPending();
  expect((await getListing(ctx, asset)).state).toBe("publishing");
  await settle(base);
  expect((await getListing(ctx, asset)).state).toBe("published");
});

it("PLT-5: a file that runs code when it is loaded is left to a human, with what it calls", async () => {
  const asset = await aSubmission({ "model.pt": await fixture("evil-checkpoint.pt") });
  await settle(base);
  const listing = await getListing(ctx, asset);
  expect(listing.state).toBe("in-review");
  expect(listing.findings).toContainEqual({
    check: "unsafe-file",
    isBlocking: false,
    path: "model.pt",
    message: "Loading model.pt can run posix.system",
  });
  expect((await withdrawListing(ctx, asset)).state).toBe("draft");
});

it("PLT-5: without that file it is published, with what is worth a look", async () => {
  const secret = ["AKIA", "Q3EGRTZ5KXW2LMNP"].join("");
  const asset = await aSubmission({
    "model.joblib": await fixture("estimator.joblib"),
    "train.py": `import os\nKEY = "${secret}"\n`,
  });
  await settle(base);
  const { state, findings } = await getListing(ctx, asset);
  expect(state).toBe("published");
  expect(findings.map(({ check, path }) => `${check} ${path}`)).toEqual(
    expect.arrayContaining(["suspicious-file model.joblib", "secret train.py"]),
  );
  expect(JSON.stringify(findings)).not.toContain(secret);
});

import { beforeAll, expect, it } from "vitest";
import { wireDomains } from "../../app.ts";
import { getAsset } from "../../assets/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { requireRepository } from "../../repositories/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aDraft, commitFiles, publishAndSettle } from "../../testing/publications.ts";
import { aCommit } from "../../testing/repositories.ts";
import { settle } from "../../testing/settle.ts";
import { getListing } from "../get-listing.ts";
import { publishAsset } from "../publish-asset.ts";
import { retryPublishing } from "../retry-publishing.ts";
import { getTerms } from "../terms/get-terms.ts";
import { addVersion } from "../versions/add-version.ts";
import { getVersion } from "../versions/get-version.ts";
import { withdrawListing } from "../withdraw-listing.ts";
import { editFacts } from "./edit-facts.ts";
import { getFacts } from "./get-facts.ts";

const ctx = await testContext({
  environment: { GALLERY_REGIONS: "east=East China,north=North China" },
});
let owner: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
});

it("PUB-20: of several regions a publication names at least one, and none that is not there", async () => {
  const address = await aDraft(owner, "dataset");
  for (const regions of [undefined, [], ["south"], ["east", "south"]]) {
    const refused = await expectProblem(
      publishAsset(owner, address, { ...A_PUBLICATION, regions }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/regions"]);
  }
  expect((await getListing(owner, address)).state).toBe("draft");
  await publishAndSettle(owner, address, { regions: ["north", "east"] });
  expect((await getFacts(owner, address)).regions).toEqual(["east", "north"]);
  await editFacts(owner, address, { regions: ["north"] });
  expect((await getFacts(owner, address)).regions).toEqual(["north"]);
  await expectProblem(editFacts(owner, address, { regions: [] }), "validation-failed");
});

it("PUB-20: a region that the operator has taken away is not asked of the publisher again", async () => {
  const address = await aDraft(owner, "dataset", { "a.csv": "1" });
  await publishAndSettle(owner, address, { regions: ["east"], dataTypes: ["text"] });
  const single = { ...owner, config: { ...owner.config, regions: [{ id: "one", name: "One" }] } };
  await ctx.db
    .updateTable("assets")
    .set({ listing_state: "rejected" })
    .where("id", "=", (await requireRepository(owner, address, "manage")).id)
    .execute();
  await publishAsset(single, address, A_PUBLICATION);
  expect((await getFacts(owner, address)).regions).toEqual(["one"]);
});

it("PUB-5, PUB-7: a version and a limit come with the listing, of the commit that was submitted", async () => {
  const address = await aDraft(owner, "model", { "model.safetensors": "weights" });
  await publishAndSettle(owner, address, {
    regions: ["east"],
    version: { number: "1.0.0", description: "The first", constraints: "Not at night" },
    terms: { duration: { count: 1, unit: "month" }, channels: null, renews: true },
  });
  expect(await getVersion(owner, { ...address, number: "1.0.0" })).toMatchObject({
    status: "available",
    regions: ["east"],
    constraints: "Not at night",
  });
  expect(await getTerms(owner, address)).toEqual({
    duration: { count: 1, unit: "month" },
    channels: null,
    renews: true,
  });
});

it("PUB-5: a publication that is run again takes its version along to the commit of that moment", async () => {
  const address = await aDraft(owner, "dataset", { "a.csv": "1" });
  const publication = { ...A_PUBLICATION, regions: ["east"] };
  const version = { number: "1.0.0", description: "", constraints: "" };
  await publishAsset(owner, address, { ...publication, version });
  await commitFiles(owner, address, { "b.csv": "2" });
  await settle(owner);
  expect((await getListing(owner, address)).state).toBe("publish-failed");
  await retryPublishing(owner, address);
  await settle(owner);
  await settle(owner);
  const { head } = await getAsset(owner, address);
  const now = await getVersion(owner, { ...address, number: "1.0.0" });
  expect(now).toMatchObject({ status: "available", commit: head });
});

it("PUB-14: a version of a container image is judged as strictly as its listing", async () => {
  const address = await aDraft(owner, "image", {});
  await publishAndSettle(owner, address, { regions: ["east"] });
  await commitFiles(owner, address, { "model.pt": await fixture("evil-checkpoint.pt") });
  await addVersion(owner, address, {
    number: "2.0.0",
    description: "",
    constraints: "",
    regions: ["east"],
  });
  await settle(owner);
  expect((await getVersion(owner, { ...address, number: "2.0.0" })).status).toBe("failed");
});

it("PUB-5: a version that came along is reviewed itself where another commit was listed", async () => {
  const address = await aDraft(owner, "model", { "model.pt": await fixture("evil-checkpoint.pt") });
  const version = { number: "1.0.0", description: "", constraints: "" };
  await publishAndSettle(owner, address, { regions: ["east"], version });
  expect((await getListing(owner, address)).state).toBe("in-review");
  await withdrawListing(owner, address);
  const repository = await requireRepository(owner, address, "write");
  await aCommit(owner, repository, { operations: [{ op: "delete", path: "model.pt" }] });
  await publishAndSettle(owner, address, { regions: ["east"] });
  await settle(owner);
  expect((await getListing(owner, address)).state).toBe("published");
  expect((await getVersion(owner, { ...address, number: "1.0.0" })).status).toBe("in-review");
});

it("PUB-7: a limit that the kind does not have is refused, and nothing is submitted", async () => {
  const address = await aDraft(owner, "model");
  const terms = { duration: null, channels: 3, renews: false };
  await expectProblem(
    publishAsset(owner, address, { ...A_PUBLICATION, regions: ["east"], terms }),
    "validation-failed",
  );
  expect((await getListing(owner, address)).state).toBe("draft");
});

it("PUB-8: consent to a version that is no longer in force is refused, and nothing is submitted", async () => {
  const address = await aDraft(owner, "model");
  const agreements = [
    { agreement: "content-publishing" as const, version: "9.0" },
    { agreement: "service" as const, version: "1.0" },
  ];
  await expectProblem(
    publishAsset(owner, address, { ...A_PUBLICATION, regions: ["east"], agreements }),
    "agreement-outdated",
  );
  expect((await getListing(owner, address)).state).toBe("draft");
});

it("PUB-2: of two who publish at once one is told that it is on its way already", async () => {
  const address = await aDraft(owner, "model");
  const publication = { ...A_PUBLICATION, regions: ["east"] };
  const results = await Promise.allSettled([
    publishAsset(owner, address, publication),
    publishAsset(owner, address, publication),
  ]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

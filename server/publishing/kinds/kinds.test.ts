import { beforeAll, describe, expect, it } from "vitest";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { KIND_RULES } from "#contract/publishing/kind-rules.ts";
import { Publication } from "#contract/publishing/publication.ts";
import { wireDomains } from "../../app.ts";
import { editCard, getAsset, getCard, listAccessRequests } from "../../assets/index.ts";
import { withTransaction } from "../../platform/database/index.ts";
import { writeSetting } from "../../platform/settings/index.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import {
  A_NOTEBOOK,
  aDraft,
  commitFiles,
  onboard,
  publishAndSettle,
} from "../../testing/publications.ts";
import { settle } from "../../testing/settle.ts";
import { getListing } from "../get-listing.ts";
import { publishAsset } from "../publish-asset.ts";
import { relistAsset } from "../relist-asset.ts";
import { retryPublishing } from "../retry-publishing.ts";
import { unlistAsset } from "../unlist-asset.ts";
import { editFacts } from "./edit-facts.ts";
import { getFacts } from "./get-facts.ts";

const ctx = await testContext();
let owner: TestContext;
let operator: TestContext;
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  operator = ctx.as({ ...(await anOrdinaryUser(ctx)), isAdmin: true });
  owner = ctx.as(await anOrdinaryUser(ctx));
  stranger = ctx.as(await anOrdinaryUser(ctx));
  await onboard(owner);
});

const checksOf = ({ findings }: { findings: readonly { check: string }[] }) =>
  findings.map(({ check }) => check);

it.each(ASSET_KINDS)(
  "PUB-2: a %s is published, unlisted and relisted like any other",
  async (kind) => {
    const publisher = KIND_RULES[kind].publishers === "operators" ? operator : owner;
    const address = await aDraft(publisher, kind);
    expect(await publishAndSettle(publisher, address)).toMatchObject({
      state: "published",
      reason: null,
    });
    expect((await unlistAsset(publisher, address)).state).toBe("unlisted");
    await expectProblem(getAsset(stranger, address), "not-found");
    expect((await relistAsset(publisher, address)).state).toBe("published");
    expect((await getAsset(stranger, address)).state).toBe("published");
  },
);

describe("PUB-1: usability of a model", () => {
  it("PUB-1: whoever is not admitted in advance must apply; the others read at once", async () => {
    const friend = ctx.as(await anOrdinaryUser(ctx));
    if (friend.viewer.kind !== "account") throw new Error("a friend is signed in");
    const address = await aDraft(owner, "model");
    const usability = { mode: "manual" as const, admitted: [friend.viewer.name] };
    expect((await publishAndSettle(owner, address, { usability })).state).toBe("published");
    await getCard(friend, address);
    expect((await getAsset(stranger, address)).gate).toBe("manual");
    await expectProblem(getCard(stranger, address), "forbidden");
    const admitted = await listAccessRequests(owner, address, { status: "accepted", limit: 10 });
    expect(admitted.items.map(({ wasGranted }) => wasGranted)).toEqual([true]);
  });

  it("PUB-1: a dataset has none, and nobody is admitted where nobody has to apply", async () => {
    const dataset = await aDraft(owner, "dataset");
    const manual = { mode: "manual" as const, admitted: [] };
    const refused = await expectProblem(
      publishAsset(owner, dataset, { ...A_PUBLICATION, usability: manual }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/usability"]);
    expect((await getListing(owner, dataset)).state).toBe("draft");
    const model = await aDraft(owner, "model");
    const usability = { mode: "off" as const, admitted: ["somebody"] };
    await expectProblem(
      publishAsset(owner, model, { ...A_PUBLICATION, usability }),
      "validation-failed",
    );
  });
});

describe("PUB-1: a model made by automatic training", () => {
  const setRule = (value: boolean | null) =>
    withTransaction(ctx.db, (trx) =>
      writeSetting(trx, {
        key: "publishing.refuse-automatic-training",
        value,
        at: ctx.now(),
      }),
    );

  it.each(["automatic-training", "AutoTrain"])("PUB-1: with the tag %s is refused", async (tag) => {
    const address = await aDraft(owner, "model");
    await editCard(owner, address, { settings: { tags: ["owls", tag] } });
    const listing = await publishAndSettle(owner, address);
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("automatic-training");
    await editCard(owner, address, { settings: { tags: ["owls"] } });
    await retryPublishing(owner, address);
    await settle(ctx);
    expect((await getListing(owner, address)).state).toBe("published");
  });

  it("PUB-1: is listed where the operator has switched the rule off; a dataset always", async () => {
    const dataset = await aDraft(owner, "dataset");
    await editCard(owner, dataset, { settings: { tags: ["autotrain"] } });
    expect((await publishAndSettle(owner, dataset)).state).toBe("published");
    const model = await aDraft(owner, "model");
    await editCard(owner, model, { settings: { tags: ["autotrain"] } });
    await setRule(false);
    expect((await publishAndSettle(owner, model)).state).toBe("published");
    await setRule(null);
  });
});

describe("what the card says is enough", () => {
  it("PUB-1: tasks and licence that are not given are those of the card", async () => {
    const address = await aDraft(owner, "model");
    await editCard(owner, address, {
      settings: { tasks: ["text-generation"], licences: ["apache-2.0"] },
    });
    expect((await publishAndSettle(owner, address, { tasks: [], licence: undefined })).state).toBe(
      "published",
    );
  });

  it("PUB-1: what neither says is named at once, field by field, and nothing changes", async () => {
    const address = await aDraft(owner, "dataset");
    const refused = await expectProblem(
      publishAsset(owner, address, { ...A_PUBLICATION, dataTypes: [], licence: "" }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer, code }) => [pointer, code])).toEqual([
      ["/dataTypes", "required"],
      ["/licence", "required"],
    ]);
    expect((await getListing(owner, address)).state).toBe("draft");
  });

  it("PUB-9: the title is written into the card, and edited there after publishing", async () => {
    const address = await aDraft(owner, "notebook");
    await publishAndSettle(owner, address, { title: "A walk with owls" });
    expect((await getAsset(stranger, address)).title).toBe("A walk with owls");
    expect((await getCard(owner, address)).source).toContain("title: A walk with owls");
    await editCard(owner, address, {
      settings: { title: "Another walk", description: "Shorter", licences: ["cc0-1.0"] },
    });
    expect(await getAsset(stranger, address)).toMatchObject({
      title: "Another walk",
      description: "Shorter",
      licences: ["cc0-1.0"],
      state: "published",
    });
  });
});

describe("PUB-12: files that change while they are being published", () => {
  it("PUB-12: fail the publication with that reason; retrying publishes what is there then", async () => {
    const address = await aDraft(owner, "dataset", { "a.csv": "1\n" });
    await publishAsset(owner, address, A_PUBLICATION);
    await commitFiles(owner, address, { "b.csv": "2\n" });
    await settle(ctx);
    const failed = await getListing(owner, address);
    expect(failed).toMatchObject({
      state: "publish-failed",
      reason: "Files changed while they were being published",
    });
    expect(checksOf(failed)).toContain("source-changed");
    await retryPublishing(owner, address);
    await settle(ctx);
    expect((await getListing(owner, address)).state).toBe("published");
  });

  it("PUB-12: what was changed and changed back is the same commit only when nothing was", async () => {
    const address = await aDraft(owner, "dataset", { "a.csv": "1\n" });
    await publishAsset(owner, address, A_PUBLICATION);
    await commitFiles(owner, address, { "a.csv": "2\n" });
    await commitFiles(owner, address, { "a.csv": "1\n" });
    await settle(ctx);
    expect((await getListing(owner, address)).state).toBe("publish-failed");
  });
});

describe("PUB-13: a notebook", () => {
  it.each([
    ["none", { "a.py": "1" }, "There is no .ipynb file"],
    ["broken", { "a.ipynb": '{"cells": [' }, "a.ipynb is no notebook: "],
    ["another document", { "a.ipynb": "{}" }, "a.ipynb is no notebook: "],
  ])("PUB-13: is not published with %s of it", async (_, files, message) => {
    const listing = await publishAndSettle(owner, await aDraft(owner, "notebook", files));
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("notebook");
    expect(listing.reason).toContain(message);
  });

  it("PUB-13: that can be read is enough, beside one that cannot", async () => {
    const files = { "a.ipynb": "{}", "b.IPYNB": A_NOTEBOOK };
    expect((await publishAndSettle(owner, await aDraft(owner, "notebook", files))).state).toBe(
      "published",
    );
  });

  it("PUB-13: a title against the rule is refused beside its field", async () => {
    const address = await aDraft(owner, "notebook");
    const refused = await expectProblem(
      publishAsset(owner, address, { ...A_PUBLICATION, title: "Why owls?" }),
      "validation-failed",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/title", code: "title-characters" }]);
  });

  it("PUB-13: a title that a commit puts into the card is judged by the same rule", async () => {
    const address = await aDraft(owner, "notebook", { "a.ipynb": "{}" });
    await publishAndSettle(owner, address);
    await commitFiles(owner, address, { "a.ipynb": A_NOTEBOOK });
    await editCard(owner, address, { settings: { title: "ab" } });
    await retryPublishing(owner, address);
    await settle(ctx);
    const listing = await getListing(owner, address);
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("title");
  });
});

describe("PUB-9: what a kind says is changed at once", () => {
  it("PUB-9: on a published asset, by those who manage it, and never to what is wrong", async () => {
    const address = await aDraft(owner, "image", {});
    await publishAndSettle(owner, address);
    const imageUrl = "registry.example/letters/sorter:1.1";
    await editFacts(owner, address, { imageUrl, imageEngine: "PyTorch 2.9" });
    expect((await getFacts(stranger, address)).facts).toEqual({
      imageUrl,
      imageEngine: "PyTorch 2.9",
    });
    await expectProblem(editFacts(stranger, address, { imageUrl }), "forbidden");
    for (const [change, pointer] of [
      [{ imageUrl: "" }, "/imageUrl"],
      [{ imageUrl: "https://registry.example/a" }, "/imageUrl"],
    ] as const) {
      const refused = await expectProblem(editFacts(owner, address, change), "validation-failed");
      expect(refused.issues.map((issue) => issue.pointer)).toEqual([pointer]);
    }
    await editFacts(owner, address, { imageEngine: "" });
    expect((await getFacts(stranger, address)).facts).toEqual({ imageUrl });
  });

  it("PUB-9: a draft says it when it is published", async () => {
    const address = await aDraft(owner, "image", {});
    await expectProblem(editFacts(owner, address, { imageChip: "gpu" }), "listing-state-wrong");
  });

  it("PUB-19: fields of other kinds are left out", async () => {
    const address = await aDraft(owner, "image", {});
    await publishAndSettle(owner, address, { paperTitle: "On owls", environment: "gpu" });
    expect((await getFacts(owner, address)).facts).toEqual({ imageUrl: A_PUBLICATION.imageUrl });
  });
});

it("PUB-1: a publication over the API keeps the limits of every field", () => {
  const long = { ...A_PUBLICATION, imageDependencies: "x".repeat(2001) };
  expect(Publication.safeParse(long).success).toBe(false);
  expect(Publication.safeParse({ ...A_PUBLICATION, environment: "tpu" }).success).toBe(false);
  expect(Publication.safeParse({ ...A_PUBLICATION, acceptsAgreements: false }).success).toBe(false);
  expect(Publication.safeParse(A_PUBLICATION).success).toBe(true);
});

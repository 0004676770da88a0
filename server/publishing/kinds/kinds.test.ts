import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import type { Address, AssetKind } from "#contract/fields.ts";
import { ASSET_KINDS } from "#contract/kinds.ts";
import { PREVIEWABLE_SUFFIXES } from "#contract/publishing/kind-rules.ts";
import { Publication } from "#contract/publishing/publication.ts";
import { wireDomains } from "../../app.ts";
import { editCard, getAsset, getCard, listAccessRequests } from "../../assets/index.ts";
import { getFile, requireRepository } from "../../repositories/index.ts";
import { tarBytes } from "../../platform/archives/index.ts";
import { fixture } from "../../platform/formats/pickle/testing/pickles.ts";
import { anOrdinaryUser } from "../../testing/accounts.ts";
import { A_PUBLICATION, anAsset } from "../../testing/assets.ts";
import { testContext, type TestContext } from "../../testing/context.ts";
import { expectProblem } from "../../testing/expect-problem.ts";
import { aCommit } from "../../testing/repositories.ts";
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
let stranger: TestContext;

beforeAll(async () => {
  wireDomains(ctx);
  owner = ctx.as(await anOrdinaryUser(ctx));
  stranger = ctx.as(await anOrdinaryUser(ctx));
});

const NOTEBOOK = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
const FILES: Partial<Record<AssetKind, Record<string, string>>> = {
  notebook: { "walks/a walk.ipynb": NOTEBOOK },
  skill: { "package.zip": "PK" },
};

/** A draft with these files beside its card. */
async function aDraft(kind: AssetKind, files = FILES[kind] ?? {}): Promise<Address> {
  const address = await anAsset(owner, { kind });
  if (Object.keys(files).length > 0) await commit(address, files);
  return address;
}

async function commit(address: Address, files: Record<string, string | Uint8Array>): Promise<void> {
  await aCommit(owner, await requireRepository(owner, address, "write"), { files });
}

/** Publishes, waits for the checks, and tells how it ended. */
async function publish(address: Address, change: Partial<Publication> = {}) {
  await publishAsset(owner, address, { ...A_PUBLICATION, ...change });
  await settle(ctx);
  return getListing(owner, address);
}

const checksOf = ({ findings }: { findings: readonly { check: string }[] }) =>
  findings.map(({ check }) => check);

it.each(ASSET_KINDS)(
  "PUB-2: a %s is published, unlisted and relisted like any other",
  async (kind) => {
    const address = await aDraft(kind);
    expect(await publish(address)).toMatchObject({ state: "published", reason: null });
    expect((await unlistAsset(owner, address)).state).toBe("unlisted");
    await expectProblem(getAsset(stranger, address), "not-found");
    expect((await relistAsset(owner, address)).state).toBe("published");
    expect((await getAsset(stranger, address)).state).toBe("published");
  },
);

describe("PUB-1: usability of a model", () => {
  it("PUB-1: whoever is not admitted in advance must apply; the others read at once", async () => {
    const friend = ctx.as(await anOrdinaryUser(ctx));
    if (friend.viewer.kind !== "account") throw new Error("a friend is signed in");
    const address = await aDraft("model");
    const usability = { mode: "manual" as const, admitted: [friend.viewer.name] };
    expect((await publish(address, { usability })).state).toBe("published");
    await getCard(friend, address);
    expect((await getAsset(stranger, address)).gate).toBe("manual");
    await expectProblem(getCard(stranger, address), "forbidden");
    const admitted = await listAccessRequests(owner, address, { status: "accepted", limit: 10 });
    expect(admitted.items.map(({ wasGranted }) => wasGranted)).toEqual([true]);
  });

  it("PUB-1: a dataset has none, and nobody is admitted where nobody has to apply", async () => {
    const dataset = await aDraft("dataset");
    const manual = { mode: "manual" as const, admitted: [] };
    const refused = await expectProblem(
      publishAsset(owner, dataset, { ...A_PUBLICATION, usability: manual }),
      "validation-failed",
    );
    expect(refused.issues.map(({ pointer }) => pointer)).toEqual(["/usability"]);
    expect((await getListing(owner, dataset)).state).toBe("draft");
    const model = await aDraft("model");
    const usability = { mode: "off" as const, admitted: ["somebody"] };
    await expectProblem(
      publishAsset(owner, model, { ...A_PUBLICATION, usability }),
      "validation-failed",
    );
  });
});

describe("PUB-1: a model made by automatic training", () => {
  it.each(["automatic-training", "AutoTrain"])("PUB-1: with the tag %s is refused", async (tag) => {
    const address = await aDraft("model");
    await editCard(owner, address, { settings: { tags: ["owls", tag] } });
    const listing = await publish(address);
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("automatic-training");
    await editCard(owner, address, { settings: { tags: ["owls"] } });
    await retryPublishing(owner, address);
    await settle(ctx);
    expect((await getListing(owner, address)).state).toBe("published");
  });

  it("PUB-1: is listed where the operator has switched the rule off; a dataset always", async () => {
    const dataset = await aDraft("dataset");
    await editCard(owner, dataset, { settings: { tags: ["autotrain"] } });
    expect((await publish(dataset)).state).toBe("published");
    const { findKindProblems } = await import("./find-kind-problems.ts");
    const model = await aDraft("model");
    await editCard(owner, model, { settings: { tags: ["autotrain"] } });
    const { id } = await requireRepository(owner, model, "manage");
    const found = (refusesAutomaticTraining: boolean) =>
      findKindProblems({ ...ctx, config: { ...ctx.config, refusesAutomaticTraining } }, id);
    expect(checksOf({ findings: await found(true) })).toEqual(["automatic-training"]);
    expect(await found(false)).toEqual([]);
  });
});

describe("what the card says is enough", () => {
  it("PUB-1: tasks and licence that are not given are those of the card", async () => {
    const address = await aDraft("model");
    await editCard(owner, address, {
      settings: { tasks: ["text-generation"], licences: ["apache-2.0"] },
    });
    expect((await publish(address, { tasks: [], licence: undefined })).state).toBe("published");
  });

  it("PUB-1: what neither says is named at once, field by field, and nothing changes", async () => {
    const address = await aDraft("dataset");
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
    const address = await aDraft("notebook");
    await publish(address, { title: "A walk with owls" });
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
    const address = await aDraft("dataset", { "a.csv": "1\n" });
    await publishAsset(owner, address, A_PUBLICATION);
    await commit(address, { "b.csv": "2\n" });
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
    const address = await aDraft("dataset", { "a.csv": "1\n" });
    await publishAsset(owner, address, A_PUBLICATION);
    await commit(address, { "a.csv": "2\n" });
    await commit(address, { "a.csv": "1\n" });
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
    const listing = await publish(await aDraft("notebook", files));
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("notebook");
    expect(listing.reason).toContain(message);
  });

  it("PUB-13: that can be read is enough, beside one that cannot", async () => {
    const files = { "a.ipynb": "{}", "b.IPYNB": NOTEBOOK };
    expect((await publish(await aDraft("notebook", files))).state).toBe("published");
  });

  it("PUB-13: a title against the rule is refused beside its field", async () => {
    const address = await aDraft("notebook");
    const refused = await expectProblem(
      publishAsset(owner, address, { ...A_PUBLICATION, title: "Why owls?" }),
      "validation-failed",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/title", code: "title-characters" }]);
  });

  it("PUB-13: a title that a commit puts into the card is judged by the same rule", async () => {
    const address = await aDraft("notebook", { "a.ipynb": "{}" });
    await publish(address);
    await commit(address, { "a.ipynb": NOTEBOOK });
    await editCard(owner, address, { settings: { title: "ab" } });
    await retryPublishing(owner, address);
    await settle(ctx);
    const listing = await getListing(owner, address);
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("title");
  });
});

describe("PUB-11: an algorithm", () => {
  const paper = { paperTitle: "On owls", paperLink: "https://papers.example/owls" };

  it("PUB-11: tells of its paper to whoever sees it", async () => {
    const address = await aDraft("algorithm");
    await publish(address, paper);
    expect(await getFacts(stranger, address)).toEqual({
      facts: { ...paper, isCodeOpen: true },
      regions: ["default"],
    });
  });

  it.each(PREVIEWABLE_SUFFIXES)("PUB-11: open code is previewed: .%s", async (suffix) => {
    const address = await aDraft("algorithm", { [`code/a.${suffix}`]: "text" });
    const repository = await requireRepository(owner, address, "read");
    const at = { revision: "main", path: `code/a.${suffix}` };
    expect((await getFile(owner, repository, at)).preview).toMatch(/^(text|markdown|table)$/u);
  });

  it("PUB-11: closed code is seen on the shelf and read by nobody but its managers", async () => {
    const address = await aDraft("algorithm", { "train.py": "print(1)" });
    await publish(address, { isCodeOpen: false });
    expect((await getAsset(stranger, address)).state).toBe("published");
    await expectProblem(requireRepository(stranger, address, "read"), "forbidden");
    await requireRepository(owner, address, "read");
  });

  it("PUB-11: relisted with open code it is read; open code needs a licence", async () => {
    const address = await aDraft("algorithm", { "train.py": "print(1)" });
    await publish(address, { isCodeOpen: false, licence: undefined });
    await unlistAsset(owner, address);
    const refused = await expectProblem(
      editFacts(owner, address, { isCodeOpen: true }),
      "validation-failed",
    );
    expect(refused.issues).toMatchObject([{ pointer: "/licence", code: "required" }]);
    await editCard(owner, address, { settings: { licences: ["mit"] } });
    await editFacts(owner, address, { isCodeOpen: true });
    await relistAsset(owner, address);
    await requireRepository(stranger, address, "read");
  });
});

describe("PUB-9: what a kind says is changed at once", () => {
  it("PUB-9: on a published asset, by those who manage it, and never to what is wrong", async () => {
    const address = await aDraft("image", {});
    await publish(address);
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
    const address = await aDraft("image", {});
    await expectProblem(editFacts(owner, address, { imageChip: "gpu" }), "listing-state-wrong");
  });

  it("PUB-19: fields of other kinds are left out", async () => {
    const address = await aDraft("image", {});
    await publish(address, { paperTitle: "On owls", environment: "gpu" });
    expect((await getFacts(owner, address)).facts).toEqual({ imageUrl: A_PUBLICATION.imageUrl });
  });
});

describe("PUB-14: what is made from a container image", () => {
  it("PUB-14: is not published with anything that the scan finds", async () => {
    const address = await aDraft("image", {});
    await commit(address, { "layer/model.pt": await fixture("evil-checkpoint.pt") });
    const listing = await publish(address);
    expect(listing.state).toBe("publish-failed");
    expect(listing.findings.find(({ check }) => check === "unsafe-file")).toMatchObject({
      isBlocking: true,
      path: "layer/model.pt",
    });
  });
});

describe("PUB-14: a saved image", () => {
  const secret = ["AKIA", "Q3EGRTZ5KXW2LMNP"].join("");
  const configOf = (env: string[]) => Buffer.from(JSON.stringify({ config: { Env: env } }));

  async function aSavedImage(config: Buffer): Promise<Buffer> {
    const layer = Buffer.alloc(3000, "layer");
    const files = [
      ["blobs/sha256/0a", layer],
      ["blobs/sha256/0b", config],
    ] as const;
    const archive = files.map(([name, body]) => ({
      name,
      sizeBytes: body.length,
      modifiedAt: new Date(0),
      isExecutable: false,
      compresses: false,
      read: () => Readable.from([body]),
    }));
    return Buffer.concat(await Array.fromAsync(tarBytes(Readable.from(archive))));
  }

  it("PUB-14: with a secret in its environment is not published, and tells its publisher", async () => {
    const address = await aDraft("image", {});
    await commit(address, { "image.tar": await aSavedImage(configOf([`KEY=${secret}`])) });
    const listing = await publish(address);
    expect(listing.state).toBe("publish-failed");
    expect(listing.findings).toContainEqual({
      check: "secret",
      isBlocking: true,
      path: "image.tar",
      message: "The configuration of the image in image.tar holds what looks like a secret",
    });
    expect(JSON.stringify(listing.findings)).not.toContain(secret);
    const notices = await ctx.db.selectFrom("notices").select("kind").execute();
    expect(notices.map(({ kind }) => kind)).toContain("scan-failed");
  });

  it.each([
    ["without one", (tar: Buffer) => tar],
    ["that ends in the middle", (tar: Buffer) => tar.subarray(0, 2000)],
    ["that is none", () => Buffer.from("no archive")],
  ])("PUB-14: %s is", async (_, damage) => {
    const address = await aDraft("image", {});
    const tar = await aSavedImage(configOf(["PATH=/usr/bin"]));
    await commit(address, { "image.tar": damage(tar) });
    expect((await publish(address)).state).toBe("published");
  });
});

describe("PUB-21: a skill", () => {
  it.each([
    ["is not there", { "other.zip": "PK" }],
    ["is empty", { "package.zip": "" }],
    ["is a folder", { "package.zip/a.txt": "a" }],
  ])("PUB-21: is not published when its package %s", async (_, files) => {
    const listing = await publish(await aDraft("skill", files));
    expect(listing.state).toBe("publish-failed");
    expect(checksOf(listing)).toContain("package");
  });

  it("PUB-21: a path that leads out of the repository names nothing", async () => {
    const address = await aDraft("skill");
    const listing = await publish(address, { packagePath: "../../etc/passwd" });
    expect(listing.state).toBe("publish-failed");
  });
});

it("PUB-1: a publication over the API keeps the limits of every field", () => {
  const long = { ...A_PUBLICATION, imageDependencies: "x".repeat(2001) };
  expect(Publication.safeParse(long).success).toBe(false);
  expect(Publication.safeParse({ ...A_PUBLICATION, environment: "tpu" }).success).toBe(false);
  expect(Publication.safeParse({ ...A_PUBLICATION, acceptsAgreements: false }).success).toBe(false);
  expect(Publication.safeParse(A_PUBLICATION).success).toBe(true);
});
